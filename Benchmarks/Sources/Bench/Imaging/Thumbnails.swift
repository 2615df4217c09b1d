import FoundationEssentials
import Imaging

/// A photograph's thumbnail of 500 pixels, beside libvips' own command line in the same run.
///
/// Ours is the operation inside a running process, one call after another. The command's is measured as a whole process, and
/// again without the start of one: the time that `vips --version` takes is subtracted. Both encode with the same options.
struct Thumbnails {
    private static let width = 500
    private static let rounds = 40
    /// Of the time that the command takes.
    private static let share = 1.15
    /// Of processor time, a request.
    private static let processorSeconds = 0.025

    private struct Kind {
        let name: String
        let encoding: ImageEncoding
        /// The command's words for the same file.
        let output: String
    }

    private static let kinds = [
        Kind(name: "WebP", encoding: .webp(quality: 82), output: "small.webp[Q=82,effort=2,strip]"),
        Kind(name: "JPEG", encoding: .jpeg(quality: 82), output: "small.jpg[Q=82,optimize_coding,strip]"),
    ]

    private let imaging = Imaging()
    private let scratch: Scratch
    private let vipsthumbnail: Program
    private let vips: Program

    init() throws {
        scratch = try Scratch()
        vipsthumbnail = try Program("vipsthumbnail", from: "libvips-tools")
        vips = try Program("vips", from: "libvips-tools")
    }

    func findings() async throws -> [Finding] {
        let photograph = try await Photograph.jpeg(imaging)
        let file = scratch.file("photograph.jpg")
        try photograph.write(to: file)
        var findings: [Finding] = []
        for kind in Self.kinds {
            try await findings += compare(kind, photograph, file.path)
        }
        return findings
    }

    /// Takes turns, so that a busy moment of the machine meets both.
    private func compare(_ kind: Kind, _ bytes: Data, _ file: String) async throws -> [Finding] {
        let clock = ContinuousClock()
        var (ours, processor, whole, starts) = ([Duration](), [Duration](), [Duration](), [Duration]())
        for _ in 0..<Self.rounds {
            let before = ProcessorTime.own
            ours.append(
                try await clock.measure {
                    _ = try await imaging.thumbnail(bytes, width: Self.width, as: kind.encoding)
                }
            )
            processor.append(ProcessorTime.own - before)
            whole.append(
                try clock.measure {
                    try vipsthumbnail.run([file, "--size", "\(Self.width)x", "--output", kind.output])
                }
            )
            starts.append(try clock.measure { try vips.run(["--version"]) })
        }
        let own = Quantity.seconds(Samples(ours).median)
        let command = Samples(whole).median
        let operation = command - Samples(starts).median
        let name = "thumbnail 2000×1333 → \(Self.width) \(kind.name)"
        return [
            Finding("\(name), to vipsthumbnail", own, .share(Self.share, of: .seconds(command))),
            Finding("\(name), to it without its start", own, .share(Self.share, of: .seconds(operation))),
            Finding(
                "\(name), processor time",
                .seconds(Samples(processor).median),
                .budget(Self.processorSeconds)
            ),
        ]
    }
}
