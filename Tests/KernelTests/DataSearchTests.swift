import Foundation
import Kernel
import Testing

struct DataSearchTests {
    @Test(arguments: [
        ("abcabc", "abc", 0, 0), ("abcabc", "abc", 1, 3), ("abcabc", "abc", 4, nil), ("aab", "ab", 0, 1),
        ("abc", "abcd", 0, nil), ("", "a", 0, nil), ("abc", "", 0, nil), ("abc", "c", 2, 2),
        ("abc", "c", 9, nil),
    ])
    func `bytes are found where they first stand`(
        text: String,
        needle: String,
        start: Int,
        place: Int?
    ) {
        #expect(Data(text.utf8).offset(of: Array(needle.utf8), from: start) == place)
        // A slice counts from its own first byte.
        #expect(Data("xx\(text)".utf8).dropFirst(2).offset(of: Array(needle.utf8), from: start) == place)
    }
}
