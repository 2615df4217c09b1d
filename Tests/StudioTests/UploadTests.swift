import Blobs
import Engines
import Foundation
import Imaging
import Kernel
import Moderation
import Studio
import TestSupport
import Testing

/// What becomes of files that people bring.
@Suite(.timeLimit(.minutes(5)))
struct UploadTests {
    let place: TestInstallation
    let person: SubjectID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
    }

    @Test func `an upload is a picture whose job has ended and cost nothing`() async throws {
        try await place.grant(10, to: person)
        let image = try await brought([("cat.jpg", .picture())])[0]
        let job = try await place.job(image.job, of: person)
        #expect((job.status, job.task, job.price) == (.succeeded, .upload, .zero))
        #expect((job.prompt, job.images) == (.none, [image]))
        #expect(image.isUpload && image.kind == .picture)
        #expect((image.size, image.source) == (PixelSize(width: 64, height: 48), .undisclosed))
        #expect(try await place.freeCredits(of: person) == 10)
        #expect(try await place.studio.tally(since: place.time.now - .hours(1)).byStatus.isEmpty)
    }

    @Test func `a file's name is told to its owner, found by search, and sealed`() async throws {
        let folder = try TempFolder()
        let place = try await TestInstallation(in: folder)
        let person = try await place.newVisitor()
        let upload = try await Upload.sample([("C:\\Photos\\canary 貓.jpg", .picture())])
        let image = try await place.studio.upload(upload, for: person)[0]
        let details = try await place.studio.picture(image.id, under: place.permit(for: person))
        #expect(details.name == "canary 貓.jpg")
        for words in ["canary", "貓"] {
            let found = try await place.studio.pictures(
                before: nil,
                holding: words,
                limit: 10,
                under: place.permit(for: person)
            )
            #expect(found.items.map(\.id) == [image.id], "\(words)")
        }
        #expect(try folder.files(holding: Data("canary".utf8)) == [])
    }

    @Test(arguments: [
        (ImageEncoding.jpeg(quality: 90), ImageFormat.jpeg), (.png, .png), (.webp(quality: 90), .png),
        (.avif(quality: 60), .jpeg),
    ])
    func `photographs stay small and all else stays exact`(
        encoding: ImageEncoding,
        format: ImageFormat
    ) async throws {
        let image = try await brought([(nil, .picture(PixelSize(width: 200, height: 90), as: encoding))])[0]
        let bytes = try await place.bytes(of: image.id, for: person)
        let facts = try await Imaging.forTests.probe(bytes)
        #expect((image.format, facts.format) == (format, format))
        #expect(image.bytes == bytes.count)
        #expect(facts.size == image.size)
        #expect(try await place.bytes(of: image.id, width: 160, for: person).count > 20)
    }

    @Test(arguments: [
        ("trainedAlgorithmicMedia", DigitalSourceType.trainedAlgorithmicMedia),
        ("digitalCapture", .digitalCapture), ("somethingElse", .undisclosed),
    ])
    func `what a file says of its making is kept, and nothing else of it`(
        term: String,
        source: DigitalSourceType
    ) async throws {
        let address = "http://cv.iptc.org/newscodes/digitalsourcetype/\(term)"
        let packet = Data("<x:xmpmeta>canary <a DigitalSourceType=\"\(address)\"/></x:xmpmeta>".utf8)
        let image = try await brought([(nil, .picture(xmp: packet))])[0]
        let bytes = try await place.bytes(of: image.id, for: person)
        #expect(image.source == source)
        #expect(bytes.range(of: Data("canary".utf8)) == nil)
        #expect((bytes.range(of: Data(address.utf8)) != nil) == (source != .undisclosed))
        #expect((bytes.range(of: Data("xmpmeta".utf8)) != nil) == (source != .undisclosed))
    }

    @Test(arguments: [
        (Data(), Problem.Code.imageUnsupported), (Data("no picture".utf8), .imageUnsupported),
        (Data("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8), .imageUnsupported),
        (Data([0xFF, 0xD8, 0xFF, 0xE0, 0, 4]), .imageUnreadable),
    ])
    func `one bad file refuses them all, and nothing is stored`(
        bytes: Data,
        code: Problem.Code
    ) async throws {
        let upload = try await Upload.sample([("good.jpg", .picture()), ("bad.jpg", bytes)])
        await #expect(throws: Problem(code, field: "file.2")) {
            try await place.studio.upload(upload, for: person)
        }
        await #expect(throws: Problem(code, field: "file.2")) { try await place.studio.check(upload) }
        #expect(try await place.files.list().isEmpty)
        for table in ["studio_job", "studio_image", "studio_word"] {
            #expect(try await place.rows(in: table) == 0, "\(table)")
        }
    }

    @Test func `too many pixels are refused before they are decoded`() async throws {
        // A JPEG's header that claims 20,000 × 20,000 pixels.
        let small = try await Data.picture()
        let frame = try #require(small.range(of: Data([0xFF, 0xC0, 0x00, 0x11, 0x08])))
        var bomb = small
        bomb.replaceSubrange(frame.upperBound..<frame.upperBound + 4, with: [0x4E, 0x20, 0x4E, 0x20])
        let upload = try await Upload.sample([(nil, bomb)])
        await #expect(throws: Problem(.imageTooLarge, field: "file")) {
            try await place.studio.upload(upload, for: person)
        }
    }

    @Test func `a mask is in no gallery, and is there all the same`() async throws {
        let mask = try await brought([("mask.png", .picture(as: .png))], as: .mask)[0]
        let found = try await place.studio.pictures(
            before: nil,
            holding: nil,
            limit: 10,
            under: place.permit(for: person)
        )
        #expect(found.items.isEmpty)
        #expect(mask.kind == .mask)
        #expect(try await place.bytes(of: mask.id, for: person).count == mask.bytes)
    }

    @Test func `a retry under the same key brings nothing twice`() async throws {
        let files: [(name: String?, bytes: Data)] = [
            ("a.jpg", try await .picture()), ("b.jpg", try await .picture(as: .png)),
        ]
        let first = try await brought(files, key: "once")
        #expect(try await brought(files, key: "once") == first)
        #expect(try await place.rows(in: "studio_image") == 2)
        await #expect(throws: Problem(.idempotencyKeyReused)) {
            try await brought([files[1], files[0]], key: "once")
        }
    }

    @Test func `what is brought in a day is bounded, by number and by size`() async throws {
        var plan = TestInstallation.Plan()
        plan.limits = StudioLimits(freeImagesPerDay: nil, uploadsPerDay: 2)
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        let two = try await Upload.sample([(nil, .picture()), (nil, .picture())])
        _ = try await place.studio.upload(two, for: person)
        let one = try await Upload.sample([(nil, .picture())])
        await #expect(throws: Problem.self) { try await place.studio.upload(one, for: person) }
        place.time.advance(by: .days(1))
        _ = try await place.studio.upload(one, for: person)
        plan.limits = StudioLimits(freeImagesPerDay: nil, uploadedBytesPerDay: 10)
        let strict = try await TestInstallation(plan)
        let other = try await strict.newVisitor()
        await #expect(throws: Problem.self) { try await strict.studio.upload(one, for: other) }
        #expect(try await strict.files.list().isEmpty)
    }

    @Test func `a picture that the classifier refuses is not kept, and the decision can be contested`()
        async throws
    {
        var plan = TestInstallation.Plan()
        plan.classifier = ClassifierChoice(review: 0.5, refuse: 0.8, version: "test")
        plan.score = { _ in 0.9 }
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        let upload = try await Upload.sample([(nil, .picture())])
        let refusal = await #expect(throws: Problem.self) {
            try await place.studio.upload(upload, for: person)
        }
        #expect(refusal?.code == .imageRefused)
        #expect(refusal?.arguments["appeal"] != nil)
        #expect(try await place.files.list().isEmpty)
    }

    private func brought(
        _ files: [(name: String?, bytes: Data)],
        as kind: Image.Kind = .picture,
        key: String? = nil
    ) async throws -> [Image] {
        try await place.studio.upload(.sample(files, as: kind, key: key), for: person)
    }
}
