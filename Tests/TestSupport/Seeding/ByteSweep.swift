import Foundation

/// Looks for words in every byte of a folder, in every form that software writes text in (H1).
package struct ByteSweep {
    private let folder: TempFolder

    package init(_ folder: TempFolder) {
        self.folder = folder
    }

    /// A form of a word, as it would lie on disk.
    private struct Needle {
        let word: String
        let form: String
        let bytes: [UInt8]
    }

    /// Where anything of the words lies: file, word and form; the names of files count too.
    package func traces(of words: [String]) throws -> [String] {
        let needles = words.flatMap { word in
            Self.forms(of: word).map { Needle(word: word, form: $0.key, bytes: $0.value) }
        }
        let byBeginning = Dictionary(grouping: needles) { Self.beginning(of: $0.bytes) }
        return try folder.files().flatMap { path in
            let bytes = Self.lowered(Data(path.utf8) + (try Data(contentsOf: folder[path])))
            return Self.found(byBeginning, in: bytes).map { "\(path): \($0)" }.sorted()
        }
    }

    private static func found(_ needles: [UInt64: [Needle]], in bytes: [UInt8]) -> Set<String> {
        var (found, window): (Set<String>, UInt64) = ([], 0)
        for (end, byte) in bytes.enumerated() {
            window = window << 8 | UInt64(byte)
            guard let candidates = needles[window] else { continue }
            let rest = bytes[(end + 1)...]
            for needle in candidates where rest.starts(with: needle.bytes.dropFirst(8)) {
                found.insert("\(needle.word) in \(needle.form)")
            }
        }
        return found
    }

    /// The first eight bytes; no form is shorter.
    private static func beginning(of bytes: [UInt8]) -> UInt64 {
        bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The byte sequences that give a word away, in lower case, as the files are read.
    private static func forms(of word: String) -> [String: [UInt8]] {
        let bytes = Data(word.utf8)
        var forms: [String: [UInt8]] = [
            "raw": lowered(bytes),
            "hex": lowered(Data(Array(bytes).hex.utf8)),
            "percent": lowered(Data(bytes.map { "%" + String($0, radix: 16) }.joined().utf8)),
            "UTF-16LE": lowered(word.data(using: .utf16LittleEndian) ?? bytes),
        ]
        for shift in 0..<3 {
            let whole = Array((Data(count: shift) + bytes).base64EncodedString().utf8)
            // What the neighbouring bytes decide is cut off at both ends.
            let inner = whole[((shift * 8 + 5) / 6)..<((shift + bytes.count) * 8 / 6)]
            forms["base64, \(shift) bytes in"] = lowered(Data(inner))
            let url = inner.map {
                $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0
            }
            forms["base64url, \(shift) bytes in"] = lowered(Data(url))
        }
        return forms
    }

    private static func lowered(_ data: Data) -> [UInt8] {
        data.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 + 32 : $0 }
    }
}
