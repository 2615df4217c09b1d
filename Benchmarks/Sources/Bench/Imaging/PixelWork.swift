import Engines
import FoundationEssentials
import Imaging
import Kernel
import Typography
import Vision

/// What people do with photographs, from file to file, beside libvips' and ImageMagick's commands and the package Pillow.
///
/// Ours runs inside this process and Pillow inside one of its own; of a command the time that its start takes is subtracted. All read
/// the same files and write the same formats at the same quality.
struct PixelWork {
    /// What is done: its name as the peers know it.
    private enum Act: String, CaseIterable {
        case thumbnail, resize, convert, compose

        /// Of a peer's time.
        ///
        /// A composition is a layer document, decoded whole and laid layer on layer, where the peers paste one file
        /// into another while it streams.
        var share: Double { self == .compose ? 2 : 1.15 }
    }

    private enum Peer: CaseIterable {
        case vips, magick, pillow

        var name: String {
            switch self {
            case .vips: "libvips"
            case .magick: "ImageMagick"
            case .pillow: "Pillow"
            }
        }
    }

    private static let rounds = 15
    private static let small = PixelSize(width: 1_000, height: 667)
    private static let resized = PixelSize(width: 1_400, height: 933)
    private static let packages = ["pillow==13.0.0"]

    private let imaging: Imaging
    private let compositor: Compositor
    private let scratch: Scratch
    private let vips: Program
    private let magick: Program

    init() throws {
        imaging = Imaging()
        compositor = Compositor(
            imaging: imaging,
            typography: Typography(imaging: imaging),
            vision: Vision(imaging: imaging)
        )
        scratch = try Scratch()
        vips = try Program("vips", from: "libvips-tools")
        magick = try Program("convert", from: "imagemagick")
    }

    func findings() async throws -> [Finding] {
        let photograph = try await Photograph.jpeg(imaging)
        let picture = try await imaging.decode(photograph, limits: DecodeLimits())
        let other = try await imaging.encode(imaging.resize(picture, to: Self.small), as: .jpeg(quality: 90))
        let (first, second) = (scratch.file("photograph.jpg"), scratch.file("other.jpg"))
        try photograph.write(to: first)
        try other.write(to: second)
        let pillow = try PythonPeer("pillow-pixels", [first.path, second.path], packages: Self.packages)
        var findings: [Finding] = []
        for act in Act.allCases {
            try await findings += compare(act, photograph, other, pillow)
        }
        return findings
    }

    /// Takes turns, so that a busy moment of the machine meets all.
    private func compare(
        _ act: Act,
        _ photograph: Data,
        _ other: Data,
        _ pillow: PythonPeer
    ) async throws -> [Finding] {
        let clock = ContinuousClock()
        var ours: [Duration] = []
        var theirs: [Peer: [Duration]] = [:]
        _ = try pillow.time(act.rawValue)
        for _ in 0..<Self.rounds {
            ours.append(try await clock.measure { try await run(act, photograph, other) })
            let vipsStart = try clock.measure { try vips.run(["--version"]) }
            let byVips = try clock.measure { try vips.run(vipsWords(act)) }
            let magickStart = try clock.measure { try magick.run(["-version"]) }
            let byMagick = try clock.measure { try magick.run(magickWords(act)) }
            theirs[.vips, default: []].append(byVips - vipsStart)
            theirs[.magick, default: []].append(byMagick - magickStart)
            theirs[.pillow, default: []].append(try pillow.time(act.rawValue).wall)
        }
        let own = Quantity.seconds(Samples(ours).median)
        return Peer.allCases.map { peer in
            let took = Quantity.seconds(Samples(theirs[peer] ?? []).median)
            return Finding(
                "\(act.rawValue) a photograph, to \(peer.name)",
                own,
                .share(act.share, of: took)
            )
        }
    }

    private func run(_ act: Act, _ photograph: Data, _ other: Data) async throws {
        switch act {
        case .thumbnail:
            _ = try await imaging.thumbnail(photograph, width: 500, as: .jpeg(quality: 82))
        case .resize:
            let picture = try await imaging.decode(photograph, limits: DecodeLimits())
            _ = try await imaging.encode(
                imaging.resize(picture, to: Self.resized),
                as: .jpeg(quality: 90)
            )
        case .convert:
            let picture = try await imaging.decode(photograph, limits: DecodeLimits())
            _ = try await imaging.encode(picture, as: .webp(quality: 82))
        case .compose:
            _ = try await imaging.encode(composed(photograph, other), as: .jpeg(quality: 90))
        }
    }

    /// One picture over another, as a layer document says it.
    private func composed(_ photograph: Data, _ other: Data) async throws -> Picture {
        let ids = (
            ImageID(UUIDv7(at: Timestamp(milliseconds: 0), counter: 0, chance: 1)),
            ImageID(UUIDv7(at: Timestamp(milliseconds: 0), counter: 0, chance: 2))
        )
        let document = try LayerDocument(json: Data(Self.document(ids.0, ids.1).utf8))
        let pictures = [
            ids.0: try await imaging.decode(photograph, limits: DecodeLimits()),
            ids.1: try await imaging.decode(other, limits: DecodeLimits()),
        ]
        return try await compositor.render(LayerRequest(document: document, pictures: pictures)) { _ in }
    }

    private static func document(_ ground: ImageID, _ upper: ImageID) -> String {
        """
        {"version":1,"canvas":{"width":2000,"height":1333},"layers":[
          {"id":"ground","box":{"x":0,"y":0,"width":2000,"height":1333},"image":{"id":"\(ground.text)"}},
          {"id":"upper","box":{"x":500,"y":333,"width":1000,"height":667},"image":{"id":"\(upper.text)"}}]}
        """
    }

    private func vipsWords(_ act: Act) -> [String] {
        let (first, second) = (scratch.file("photograph.jpg").path, scratch.file("other.jpg").path)
        func output(_ name: String) -> String { scratch.file(name).path }
        return switch act {
        case .thumbnail: ["thumbnail", first, output("small.jpg[Q=82,optimize_coding,strip]"), "500"]
        case .resize: ["resize", first, output("resized.jpg[Q=90,optimize_coding,strip]"), "0.7"]
        case .convert: ["copy", first, output("same.webp[Q=82,effort=2,strip]")]
        case .compose:
            [
                "composite2", first, second, output("both.jpg[Q=90,optimize_coding,strip]"), "over", "--x",
                "500",
                "--y", "333",
            ]
        }
    }

    private func magickWords(_ act: Act) -> [String] {
        let (first, second) = (scratch.file("photograph.jpg").path, scratch.file("other.jpg").path)
        func output(_ name: String) -> String { scratch.file(name).path }
        return switch act {
        case .thumbnail:
            [
                "-define", "jpeg:size=1000x1000", first, "-thumbnail", "500x500", "-quality", "82",
                output("small-m.jpg"),
            ]
        case .resize: [first, "-resize", "1400x933!", "-strip", "-quality", "90", output("resized-m.jpg")]
        case .convert:
            [first, "-strip", "-quality", "82", "-define", "webp:method=2", output("same-m.webp")]
        case .compose:
            [
                first, second, "-geometry", "+500+333", "-composite", "-strip", "-quality", "90",
                output("both-m.jpg"),
            ]
        }
    }
}
