/// Takes the words out of hypertext, in one pass whatever is in it; it is read by people and never shown as hypertext.
enum Hypertext {
    private static let silent: Set<String> = ["script", "style", "head"]
    private static let breaking: Set<String> = ["br", "/p", "/div", "/tr", "/li"]

    static func words(of text: String) -> String {
        var words = ""
        var rest = text[...]
        /// What ends the part that is passed over.
        var end: String?
        while let open = rest.firstIndex(of: "<") {
            if end == nil { words += rest[..<open] }
            guard let close = rest[open...].firstIndex(of: ">") else { return unescaped(words) }
            let name = rest[rest.index(after: open)..<close].prefix(20).prefix { !$0.isWhitespace }
                .lowercased()
            if end == nil, silent.contains(name) {
                end = "/\(name)"
            } else if name == end {
                end = nil
            }
            words += breaking.contains(name) ? "\n" : " "
            rest = rest[rest.index(after: close)...]
        }
        return unescaped(end == nil ? words + rest : words)
    }

    private static func unescaped(_ text: String) -> String {
        text.replacing("&nbsp;", with: " ").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
    }
}
