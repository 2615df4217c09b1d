import Foundation
import Imaging
import TestSupport
import Testing

@testable import Provenance

/// Which files from elsewhere hold nothing but a picture and marks such as ours.
struct PlainFileTests {
    private static let kinds: [ImageEncoding] = [.png, .jpeg(quality: 90)]

    let workshop: Workshop

    init() throws {
        workshop = try Workshop()
    }

    @Test(arguments: kinds)
    func `what we write is plain, whoever signed it`(encoding: ImageEncoding) async throws {
        #expect(PlainFile(try await workshop.unsigned(encoding, "humanEdits")).isPlain)
        #expect(PlainFile(try await workshop.signed(encoding)).isPlain)
        let composed = try Origin.sample("compositeCapture", .composed(of: 3))
        #expect(PlainFile(try await workshop.signed(encoding, composed)).isPlain)
    }

    @Test(arguments: kinds)
    func `a file whose end has something behind it is not`(encoding: ImageEncoding) async throws {
        #expect(!PlainFile(try await workshop.signed(encoding) + [0]).isPlain)
    }

    @Test(arguments: kinds)
    func `no truncated file is`(encoding: ImageEncoding) async throws {
        let file = try await workshop.signed(encoding)
        for count in stride(from: 0, to: file.count, by: 7) {
            #expect(!PlainFile(file.prefix(count)).isPlain)
        }
    }

    @Test(arguments: ["tEXt", "eXIf", "zTXt", "tIME", "iCCP", "pHYs", "vpAg"])
    func `a chunk that is not of the picture makes a PNG not plain`(type: String) async throws {
        let file = try await workshop.unsigned(.png, "humanEdits")
        let chunk = Data([0, 0, 0, 3]) + Data(type.utf8) + Data("abc".utf8) + Data([0, 0, 0, 0])
        #expect(!PlainFile(file.prefix(33) + chunk + file.dropFirst(33)).isPlain)
    }

    @Test(arguments: [0xFE, 0xE1, 0xE2, 0xE0, 0xED, 0xEB] as [UInt8])
    func `a segment that is not of the picture makes a JPEG not plain`(marker: UInt8) async throws {
        let file = try await workshop.unsigned(.jpeg(quality: 90), "humanEdits")
        let segment = Data([0xFF, marker, 0, 7]) + Data("place".utf8)
        #expect(!PlainFile(file.prefix(2) + segment + file.dropFirst(2)).isPlain)
        #expect(!PlainFile(file.dropLast(2) + segment + file.suffix(2)).isPlain)
    }

    @Test(arguments: kinds)
    func `a packet with another word in it is not plain`(encoding: ImageEncoding) async throws {
        let file = try await workshop.unsigned(encoding, "humanEdits")
        let place = try #require(file.range(of: Data("rdf:about=\"\"".utf8)))
        var changed = file
        changed.replaceSubrange(place, with: "rdf:about=\"x".utf8)
        #expect(!PlainFile(changed).isPlain)
    }

    @Test(arguments: Workshop.formats + [.avif(quality: 50)])
    func `a changed pixel beside the credential's hash is not plain`(encoding: ImageEncoding) async throws {
        guard encoding != .avif(quality: 50) else {
            return #expect(!PlainFile(try await workshop.unsigned(encoding, "humanEdits")).isPlain)
        }
        var signed = try await workshop.signed(encoding)
        signed[signed.count - 20] ^= 1
        #expect(!PlainFile(signed).isPlain)
    }
}
