import Foundation
import Testing

@testable import Studio

struct SampleShelfTests {
    @Test func `a sample is rendered once, and no more are kept than there is room for`() {
        let shelf = SampleShelf()
        #expect(shelf["poster"] == nil)
        shelf.keep(Data([1]), as: "poster")
        #expect(shelf["poster"] == Data([1]))
        for number in 0..<SampleShelf.most { shelf.keep(Data(), as: "\(number)") }
        #expect(shelf["poster"] == nil)
    }
}
