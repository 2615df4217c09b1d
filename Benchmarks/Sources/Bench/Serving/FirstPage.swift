import Foundation

/// Everything that a browser fetches to show the first page to somebody new.
///
/// The page's elements, its modules' imports and its styles' pictures are followed as a browser does; pictures of styles and
/// lazy ones count too, although most browsers leave some of them for later.
struct FirstPage {
    private static let budget = 60e3

    let http: LocalHTTP

    func findings() throws -> [Finding] {
        var (waiting, seen, bytes, strangers) = (["/"], Set<String>(), 0, 0)
        while let path = waiting.popLast() {
            guard seen.insert(path).inserted else { continue }
            let answer = try http.get(path, Self.fields(accepting: "gzip, br"))
            guard answer.status == 200 else { throw Complaint("\(path) answers \(answer.status)") }
            bytes += answer.wireBytes
            // Once more as plain text, to be read.
            let text = try http.get(path, Self.fields(accepting: "identity")).text
            for link in Links(of: text, at: path).addresses {
                guard let local = Self.path(of: link, from: path) else {
                    strangers += 1
                    continue
                }
                waiting.append(local)
            }
        }
        return [
            Finding(
                "first page, \(seen.count) requests, over the wire",
                Quantity(Double(bytes), .bytes),
                .budget(Self.budget)
            ),
            Finding("first page, requests to others", Quantity(Double(strangers), .count), .none),
        ]
    }

    private static func fields(accepting encoding: String) -> [String: String] {
        ["Accept": "text/html,*/*", "Accept-Encoding": encoding, "Accept-Language": "en"]
    }

    /// The path on our own server; nil for anybody else's address.
    private static func path(of link: String, from page: String) -> String? {
        guard let base = URL(string: "http://localhost\(page)"),
            let address = URL(string: link, relativeTo: base)?.absoluteURL, address.host() == "localhost"
        else { return nil }
        return address.path() + (address.query().map { "?\($0)" } ?? "")
    }
}

/// What a page, a script or a style sheet makes a browser fetch.
private struct Links {
    let addresses: [String]

    init(of text: String, at path: String) {
        let found: [Substring] =
            if path.hasSuffix(".js") {
                text.matches(of: #/(?:from|import)\s*["']([^"']+)["']/#).map(\.1)
            } else if path.hasSuffix(".css") {
                text.matches(of: #/url\(["']?([^"')]+)["']?\)/#).map(\.1)
                    + text.matches(of: #/@import\s*["']([^"']+)["']/#).map(\.1)
            } else if path.hasSuffix(".svg") || path.hasSuffix(".webmanifest") {
                []
            } else {
                Self.inPage(text)
            }
        addresses = found.filter { !$0.hasPrefix("data:") && !$0.hasPrefix("#") }.map(String.init)
    }

    private static func inPage(_ text: String) -> [Substring] {
        let fetched = #/rel="(?:stylesheet|icon|modulepreload|preload|manifest)"/#
        let links = text.matches(of: #/<link\b[^>]*>/#).map(\.0).filter { $0.contains(fetched) }
            .compactMap { $0.firstMatch(of: #/href="([^"]+)"/#)?.1 }
        let sources = text.matches(
            of: #/<(?:script|img|source|iframe|video|audio|input|use)\b[^>]*?\s(?:src|href)="([^"]+)"/#
        )
        return links + sources.map(\.1)
    }
}
