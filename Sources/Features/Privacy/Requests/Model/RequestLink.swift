import FoundationEssentials
package import Kernel
import Vault

/// The key to one request: its id, and a mark that only we can make.
///
/// Whoever has it sees where the request stands and may withdraw it; it shows nothing of the person. Nothing is stored for it.
package struct RequestLink: Hashable, Sendable {
    static let markLength = 32

    package let request: RightsRequestID
    /// 128 bits in hexadecimal.
    package let mark: Secret

    /// `req_…-mark`, as it stands in addresses.
    package var text: String { "\(request.text)-\(mark.reveal())" }

    init(_ request: RightsRequestID, mark: Secret) {
        self.request = request
        self.mark = mark
    }

    /// Reads what stands in an address; whether the mark is right is another question.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let request = RightsRequestID(parts[0]),
            parts[1].utf8.count == Self.markLength,
            parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        self.init(request, mark: Secret(String(parts[1])))
    }
}

extension RequestDesk {
    package func link(to request: RightsRequestID) -> RequestLink {
        let bytes = vault.index(request.value.bytes, as: "request link")
        return RequestLink(request, mark: Secret(bytes.hexadecimal(RequestLink.markLength / 2)))
    }

    /// - Throws: `Problem` `not_found` for a link that is not ours.
    func require(_ link: RequestLink) throws(Problem) {
        guard self.link(to: link.request).mark.matches(link.mark.reveal()) else { throw Problem(.notFound) }
    }

    /// What a request's history calls a member of staff.
    func pseudonym(of staff: SubjectID) -> String {
        vault.index(staff.value.bytes, as: "staff pseudonym").hexadecimal(8)
    }
}

extension Data {
    func hexadecimal(_ count: Int) -> String {
        prefix(count).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
