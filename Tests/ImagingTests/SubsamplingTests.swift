import Foundation
import Imaging
import Kernel
import Testing

struct SubsamplingTests {
    let imaging = Imaging()

    @Test(arguments: [(95, [0x11, 0x11, 0x11]), (92, [0x11, 0x11, 0x11]), (80, [0x22, 0x11, 0x11])])
    func `a JPEG of high quality keeps its colours' full resolution`(
        quality: Int,
        sampling: [UInt8]
    ) async throws {
        let picture = try await imaging.draw(svg: Scene.landscape, size: Sample.size)
        let bytes = try await imaging.encode(picture, as: .jpeg(quality: quality))
        let frame = try #require(bytes.range(of: Data([0xFF, 0xC0, 0x00, 0x11, 0x08])))
        // After height, width and the number of components, three bytes a component.
        let components = bytes[frame.upperBound...].dropFirst(5).prefix(9)
        #expect(stride(from: 1, to: 9, by: 3).map { components[components.startIndex + $0] } == sampling)
    }
}
