import Blobs
import Foundation
import Imaging
import Kernel
import Privacy
import Queue
import Store
import Studio
import TestSupport
import Testing

/// Uploads go wherever their person's pictures go.
@Suite(.timeLimit(.minutes(5)))
struct UploadLifeTests {
    let place: TestInstallation
    let person: SubjectID
    let image: Image

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
        let upload = try await Upload.sample([("canary.jpg", .picture(PixelSize(width: 200, height: 90)))])
        image = try #require(try await place.studio.upload(upload, for: person).first)
    }

    @Test func `moving gives the picture, its name and its words to the new owner`() async throws {
        let other = try await place.newVisitor()
        let before = try await place.bytes(of: image.id, for: person)
        #expect(try await place.studio.move(from: person, to: other))
        let permit = try await place.permit(for: other)
        #expect(try await place.studio.picture(image.id, under: permit).name == "canary.jpg")
        let found = try await place.studio.pictures(before: nil, holding: "canary", limit: 9, under: permit)
        #expect(found.items.map(\.id) == [image.id])
        #expect(try await place.bytes(of: image.id, for: other) == before)
    }

    @Test func `deleting it leaves neither file nor job nor word`() async throws {
        _ = try await place.run(.sample(), for: person)
        try await place.privacy.remove(image.id, of: person)
        #expect(try await place.files.list().allSatisfy { $0.name.image != image.id })
        #expect(try await place.rows(in: "studio_image") == 1)
        #expect(try await place.rows(in: "studio_job") == 1)
        #expect(try await place.rows(in: "studio_word", where: "job_id = \(image.job)") == 0)
    }

    @Test func `erasing its person leaves nothing`() async throws {
        try await place.privacy.erase(person, because: .asked)
        try await place.working {
            for await _ in place.queue.changes(of: person.value)
            where try await place.rows(in: "privacy_erasure", where: "finished_at IS NOT NULL") == 1 {
                return
            }
        }
        #expect(try await place.files.list().isEmpty)
        for table in ["studio_job", "studio_image", "studio_word", "studio_request"] {
            #expect(try await place.rows(in: table) == 0, "\(table)")
        }
    }

    @Test func `an archive tells its name and holds its file, and another installation takes both`()
        async throws
    {
        let bytes = try await place.bytes(of: image.id, for: person)
        let other = try await place.newVisitor()
        try await place.studio.bring(
            BroughtJob(
                id: .sample(9),
                prompt: "",
                model: Upload.model,
                style: nil,
                task: "upload",
                status: "succeeded",
                failure: nil,
                notes: nil,
                width: 200,
                height: 90,
                count: 1,
                seed: 0,
                price: 0,
                settings: nil,
                inputs: [],
                parent: nil
            ),
            for: other
        )
        let picture = BroughtPicture(
            id: .sample(9),
            job: .sample(9),
            bytes: bytes,
            position: 0,
            seed: 0,
            source: "undisclosed",
            kind: "picture",
            name: "canary.jpg",
            parent: nil
        )
        try await place.studio.bring(picture, for: other)
        let permit = try await place.permit(for: other)
        let details = try await place.studio.picture(.sample(9), under: permit)
        #expect((details.name, details.picture.format) == ("canary.jpg", .jpeg))
        #expect(details.picture.isUpload)
        let found = try await place.studio.pictures(before: nil, holding: "canary", limit: 9, under: permit)
        #expect(found.items.map(\.id) == [.sample(9)])
    }
}
