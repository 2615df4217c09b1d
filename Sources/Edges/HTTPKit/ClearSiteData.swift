import HTTPTypes
package import Hummingbird

/// What a browser shall forget (W3C Clear Site Data, section 3.1).
package enum ClearSiteData: Sendable {
    /// What it kept of pages and scripts; the cookies of preferences stay.
    case signOut
    /// Everything.
    case erasure

    private var types: String {
        switch self {
        case .signOut: #""cache", "storage""#
        case .erasure: #""cache", "cookies", "storage""#
        }
    }

    fileprivate func write(into fields: inout HTTPFields) {
        fields[.clearSiteData] = types
    }
}

extension Response {
    /// Whether the browser is told to forget its cookies.
    var clearsCookies: Bool { headers[.clearSiteData]?.contains("cookies") == true }

    /// Has the browser forget; browsers heed it over https only, and only there is it sent.
    ///
    /// What an erasure must leave behind, such as a refusal, is set again through the cookie jar of the same answer.
    package mutating func clear(_ what: ClearSiteData, at origins: Origins) {
        if origins.isSecure { what.write(into: &headers) }
    }
}

extension HTTPField.Name {
    fileprivate static let clearSiteData = Self("Clear-Site-Data").unsafelyKnown
}
