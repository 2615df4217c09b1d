/// Reads the small part of XML that our drawings are written in.
///
/// Elements, attributes in double quotes, comments, and text in `metadata` only. No declarations, entities,
/// processing instructions, CDATA, namespaces or single quotes: whatever else stands in a file is refused, so that
/// nothing of it reaches the renderer.
struct SVGScanner {
    static let mostBytes = 512 * 1_024
    static let mostElements = 4_000
    static let deepest = 8
    static let mostAttributes = 12

    private let file: String
    private let bytes: [UInt8]
    private var place = 0
    private var line = 1
    private var elements = 0

    /// Reads a whole document; a defect is reported under the file's name.
    static func root(of bytes: [UInt8], file: String) throws(LibraryDefect) -> SVGElement {
        guard bytes.count <= mostBytes else {
            throw LibraryDefect(file, "is larger than \(mostBytes / 1_024) KiB")
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw LibraryDefect(file, "is not UTF-8 text")
        }
        var scanner = SVGScanner(file: file, bytes: bytes)
        return try scanner.document()
    }

    private init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
    }

    private mutating func document() throws(LibraryDefect) -> SVGElement {
        try skipBetween()
        guard take("<") else { throw defect("does not begin with an element") }
        let root = try element(depth: 1)
        try skipBetween()
        guard place == bytes.count else { throw defect("goes on after its last element") }
        return root
    }

    /// Reads an element whose `<` has been taken.
    private mutating func element(depth: Int) throws(LibraryDefect) -> SVGElement {
        elements += 1
        guard elements <= Self.mostElements else {
            throw defect("has more than \(Self.mostElements) elements")
        }
        guard depth <= Self.deepest else { throw defect("is nested deeper than \(Self.deepest)") }
        let began = line
        let name = try name()
        var element = SVGElement(name: name, attributes: try attributes(of: name), line: began)
        if take("/>") { return element }
        guard take(">") else { throw defect("<\(name)> is not closed") }
        if name == "metadata" { element.text = text() }
        while true {
            try skipBetween()
            if take("</") { break }
            guard take("<") else { throw defect("there is text, or the end, inside <\(name)>") }
            element.children.append(try self.element(depth: depth + 1))
        }
        guard try self.name() == name, skipSpace(), take(">") else { throw defect("<\(name)> is not closed") }
        return element
    }

    private mutating func attributes(of element: String) throws(LibraryDefect) -> [String: String] {
        var found: [String: String] = [:]
        while skipSpace(), let next = peek, next != UInt8(ascii: ">"), next != UInt8(ascii: "/") {
            let name = try name()
            guard take("=\"") else { throw defect("the attribute \(name) has no value in double quotes") }
            let value = try value(of: name)
            guard found.updateValue(value, forKey: name) == nil else {
                throw defect("the attribute \(name) occurs twice in <\(element)>")
            }
            guard found.count <= Self.mostAttributes else {
                throw defect("<\(element)> has more than \(Self.mostAttributes) attributes")
            }
        }
        return found
    }

    private mutating func value(of attribute: String) throws(LibraryDefect) -> String {
        let start = place
        while let byte = peek, byte != UInt8(ascii: "\"") {
            guard byte != UInt8(ascii: "<"), byte != UInt8(ascii: "&") else {
                throw defect("the attribute \(attribute) holds markup or an entity")
            }
            advance()
        }
        let value = String(decoding: bytes[start..<place], as: UTF8.self)
        guard take("\"") else { throw defect("the attribute \(attribute) does not end") }
        return value
    }

    private mutating func name() throws(LibraryDefect) -> String {
        let start = place
        while let byte = peek, Self.isNameByte(byte) { advance() }
        guard place > start else { throw defect("a name is missing") }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func text() -> String {
        let start = place
        while let byte = peek, byte != UInt8(ascii: "<") { advance() }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    /// Skips white space and comments.
    private mutating func skipBetween() throws(LibraryDefect) {
        while skipSpace(), take("<!--") {
            while !take("-->") {
                guard peek != nil else { throw defect("a comment does not end") }
                advance()
            }
        }
    }

    /// Always true, so that it can stand in a condition.
    private mutating func skipSpace() -> Bool {
        while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { advance() }
        return true
    }

    private var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func advance() {
        if bytes[place] == UInt8(ascii: "\n") { line += 1 }
        place += 1
    }

    /// Goes past `expected` if it stands here; it holds no line break.
    private mutating func take(_ expected: StaticString) -> Bool {
        let count = expected.utf8CodeUnitCount
        guard place + count <= bytes.count else { return false }
        let isHere = expected.withUTF8Buffer { bytes[place..<place + count].elementsEqual($0) }
        if isHere { place += count }
        return isHere
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }

    private func defect(_ reason: String) -> LibraryDefect {
        LibraryDefect(file, line: line, reason)
    }
}
