import Foundation
import Imaging
import TestSupport
import Testing

@testable import Upscaling

/// Files that are not the network.
struct WeightsTests {
    @Test func `the file that ships is the one that we know`() throws {
        try Upscaler.check(Support.weights)
    }

    @Test func `weights with one bit changed are refused`() async throws {
        let folder = try TempFolder()
        var bytes = try Data(contentsOf: Support.weights)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: folder["net"])
        let picture = try await Support.imaging.picture(of: Support.pattern(8, 8))
        let upscaler = Upscaler(weights: folder["net"])
        #expect(throws: UpscalerError.damaged) { try Upscaler.check(folder["net"]) }
        await #expect(throws: UpscalerError.damaged) { try await upscaler.enlarge(picture, by: 4) }
    }

    @Test func `missing weights are named as missing`() {
        #expect(throws: UpscalerError.missing) {
            try Upscaler.check(URL(filePath: "/nowhere/realesr.net"))
        }
    }

    @Test(arguments: [0, 1, 7, 8, 19, 20, 21, 3_476, 600_000, 1_247_315])
    func `a network that is cut short is refused by the façade too`(count: Int) throws {
        let bytes = try Data(contentsOf: Support.weights).prefix(count)
        #expect(throws: UpscalerError.damaged) { try Network(Data(bytes), threads: 1) }
    }

    @Test func `a network that goes on after its end is refused by the façade too`() throws {
        let bytes = try Data(contentsOf: Support.weights) + [0]
        #expect(throws: UpscalerError.damaged) { try Network(bytes, threads: 1) }
    }

    /// The first bytes name the form; the half numbers at 20 become no number at all, infinite in the first case.
    @Test(arguments: [
        (0, [0x4F]), (8, [17]), (12, [65]), (16, [2]), (20, [0x00, 0x7C]), (20, [0x01, 0xFE]),
    ])
    func `another form and numbers that are none are refused by the façade too`(
        at offset: Int,
        _ wrong: [UInt8]
    ) throws {
        var bytes = try Data(contentsOf: Support.weights)
        bytes.replaceSubrange(offset..<offset + wrong.count, with: wrong)
        #expect(throws: UpscalerError.damaged) { try Network(bytes, threads: 1) }
    }
}
