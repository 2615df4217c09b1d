import Foundation
import Imaging
import Kernel
import Testing

struct MetadataTests {
    let imaging = Imaging()
    /// An odd number of bytes, which WebP must pad.
    let packet = Data(
        """
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" e:DigitalSourceType="none"/>
        </rdf:RDF></x:xmpmeta>.
        """.utf8
    )

    @Test(arguments: ImageEncoding.all)
    func `the packet is written once, where readers look for it`(encoding: ImageEncoding) async throws {
        try #require(packet.count % 2 == 1)
        let picture = try await imaging.draw(svg: Scene.landscape, size: Sample.size)
        let bytes = try await imaging.encode(picture, as: encoding, xmp: packet)
        #expect(bytes.occurrences(of: packet) == 1)
        #expect(try carrier(of: packet, in: bytes, encoding.format))
    }

    @Test(arguments: ImageEncoding.all)
    func `the packet changes no pixel`(encoding: ImageEncoding) async throws {
        let picture = try await imaging.draw(svg: Scene.landscape, size: Sample.size)
        let marked = try await imaging.decode(imaging.encode(picture, as: encoding, xmp: packet))
        let plain = try await imaging.decode(imaging.encode(picture, as: encoding))
        #expect(try await imaging.pixels(of: marked) == imaging.pixels(of: plain))
    }

    @Test(arguments: ImageEncoding.transparent)
    func `the packet leaves transparency alone`(encoding: ImageEncoding) async throws {
        let picture = try await imaging.draw(svg: Scene.halfTransparent, size: Sample.size)
        let bytes = try await imaging.encode(picture, as: encoding, xmp: packet)
        #expect(try await imaging.decode(bytes).hasAlpha)
        #expect(bytes.occurrences(of: packet) == 1)
    }

    @Test(arguments: ImageEncoding.all, [Data?.none, Data("<x:xmpmeta/>".utf8)])
    func `nothing else is written`(encoding: ImageEncoding, xmp: Data?) async throws {
        let picture = try await imaging.draw(svg: Scene.landscape, size: Sample.size)
        let bytes = try await imaging.encode(picture, as: encoding, xmp: xmp)
        for mark in [
            "Exif", "EXIF", "eXIf", "ICCP", "iCCP", "ICC_PROFILE", "tEXt", "pHYs", "Photoshop", "vips",
        ] {
            #expect(bytes.occurrences(of: Data(mark.utf8)) == 0, "\(mark)")
        }
    }

    @Test func `a packet that is too long is refused`() async throws {
        let picture = try await imaging.draw(svg: Scene.quadrants, size: Sample.size)
        let longest = Data(repeating: 0x20, count: ImageEncoding.longestPacket)
        _ = try await imaging.decode(imaging.encode(picture, as: .jpeg(quality: 80), xmp: longest))
        await #expect(throws: ImagingError.failed) {
            try await imaging.encode(picture, as: .jpeg(quality: 80), xmp: longest + Data([0x20]))
        }
    }

    @Test(arguments: ImageEncoding.all)
    func `what an upload says about its maker is gone`(encoding: ImageEncoding) async throws {
        let upload = JPEGBuilder.adding(
            exif: TIFFBuilder.exif(orientation: 1, artist: "canary artist"),
            comment: "canary comment",
            to: try await imaging.encode(
                imaging.draw(svg: Scene.landscape, size: Sample.size),
                as: .jpeg(quality: 90),
                xmp: Data("canary packet".utf8)
            )
        )
        try #require(upload.occurrences(of: Data("canary".utf8)) == 3)
        let stored = try await imaging.encode(imaging.decode(upload), as: encoding)
        let small = try await imaging.thumbnail(upload, width: 16, as: encoding)
        #expect(stored.occurrences(of: Data("canary".utf8)) == 0)
        #expect(small.occurrences(of: Data("canary".utf8)) == 0)
    }

    @Test(arguments: zip(1...8, ["RGBW", "GRWB", "WBGR", "BWRG", "RBGW", "BRWG", "WGBR", "GWRB"]))
    func `a picture is turned upright`(orientation: Int, quarters: String) async throws {
        let upload = JPEGBuilder.adding(
            exif: TIFFBuilder.exif(orientation: orientation, artist: "x"),
            comment: "x",
            to: try await Sample.bytes(.jpeg, with: imaging)
        )
        let facts = try await imaging.probe(upload)
        let decoded = try await imaging.decode(upload)
        let small = try await imaging.decode(imaging.thumbnail(upload, width: 24, as: .png))
        #expect(facts.size == Sample.size)
        #expect(facts.orientation == orientation)
        #expect(decoded.size == facts.uprightSize)
        #expect(try await imaging.pixels(of: decoded).quarters == quarters)
        #expect(try await imaging.pixels(of: small).quarters == quarters)
        #expect(small.size.width == 24)
    }

    /// Whether the packet stands in the format's own place for it.
    private func carrier(of packet: Data, in bytes: Data, _ format: ImageFormat) throws -> Bool {
        let start = try #require(bytes.firstRange(of: packet)).lowerBound
        let before = bytes.prefix(upTo: start)
        switch format {
        case .png: return before.hasSuffix("iTXtXML:com.adobe.xmp\0\0\0\0\0")
        case .jpeg: return before.hasSuffix("http://ns.adobe.com/xap/1.0/\0")
        case .webp: return before.dropLast(4).hasSuffix("XMP ") && (bytes.count - start - packet.count) == 1
        default: return before.occurrences(of: Data("mime\0application/rdf+xml\0".utf8)) == 1
        }
    }
}

extension Data {
    fileprivate func occurrences(of part: Data) -> Int {
        var (count, rest) = (0, self[...])
        while let found = rest.firstRange(of: part) {
            count += 1
            rest = rest.suffix(from: found.upperBound)
        }
        return count
    }

    fileprivate func hasSuffix(_ text: String) -> Bool {
        suffix(text.utf8.count) == Data(text.utf8)
    }
}
