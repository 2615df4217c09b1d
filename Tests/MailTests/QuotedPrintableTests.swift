import Foundation
import Kernel
import TestSupport
import Testing

@testable import Mail

struct QuotedPrintableTests {
    private func lines(_ text: String) -> [String] {
        QuotedPrintable.encoded(text).components(separatedBy: "\r\n")
    }

    @Test(arguments: [
        ("plain", "plain"), ("a=b", "a=3Db"), ("ä", "=C3=A4"), ("end ", "end=20"), ("end\t", "end=09"),
        ("", ""),
        ("a\nb", "a\r\nb"), ("a\r\nb", "a\r\nb"), ("a\rb", "a=0Db"),
    ])
    func `text is written as the standard says`(text: String, written: String) {
        #expect(QuotedPrintable.encoded(text) == written)
    }

    @Test(arguments: 0..<200)
    func `whatever text goes in comes out`(seed: Int) {
        let random = Randomness.seeded(UInt64(seed))
        let alphabet = Array("abc =.\t\n影👩‍👧é-_?\"<".unicodeScalars)
        var text = String.UnicodeScalarView()
        for byte in random.bytes(seed * 3) { text.append(alphabet[Int(byte) % alphabet.count]) }
        let lines = lines(String(text))
        #expect(lines.allSatisfy { $0.utf8.count <= 76 && !$0.hasSuffix(" ") && !$0.hasSuffix("\t") })
        #expect(ParsedMail.plain(lines[...]).unicodeScalars.elementsEqual(text))
    }
}
