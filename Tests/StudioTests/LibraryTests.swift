import Blobs
import Engines
import Foundation
import Imaging
import Kernel
import Privacy
import Purposes
import Store
import Studio
import TestSupport
import Testing

/// Favourites, collections, families and links.
@Suite(.timeLimit(.minutes(5)))
struct LibraryTests {
    let place: TestInstallation
    let person: SubjectID
    let picture: ImageID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
        picture = try #require(try await place.run(.sample(size: "96x64"), for: person).images.first?.id)
    }

    @Test func `a family reaches from the first picture to the last, with what was done`() async throws {
        let edited = try await edit(picture)
        let enlarged = try await enlarge(edited)
        let other = try await edit(picture)
        let lineage = try await place.studio.lineage(of: edited, under: place.permit(for: person))
        #expect(lineage.isComplete)
        let nodes = Dictionary(uniqueKeysWithValues: lineage.nodes.map { ($0.id, $0) })
        #expect(Set(nodes.keys) == [picture, edited, enlarged], "\(other) is a cousin")
        #expect(nodes[picture]?.relation == .ancestor && nodes[picture]?.parents == [])
        #expect(nodes[edited]?.relation == .asked && nodes[edited]?.parents == [picture])
        #expect(nodes[enlarged]?.relation == .descendant && nodes[enlarged]?.task == .upscale)
        #expect(lineage.nodes.map(\.id) == [picture, edited, enlarged])
    }

    @Test func `a deleted parent is told of by its id alone`() async throws {
        let edited = try await edit(picture)
        try await place.privacy.remove(picture, of: person)
        let lineage = try await place.studio.lineage(of: edited, under: place.permit(for: person))
        #expect(lineage.nodes.map(\.id) == [picture, edited])
        #expect(lineage.nodes.first?.picture == nil)
    }

    @Test func `a family ends at its bound, and says so`() async throws {
        let job = try #require(try await place.run(.sample(), for: person).images.first)
        let person = person
        try await place.store.write { tx in
            for number in 1...250 {
                try tx.run(
                    """
                    INSERT INTO studio_image (id, subject_id, job_id, position, width, height, seed, bytes, source,
                        parent_id, revision, made_at)
                    VALUES (\(ImageID.sample(UInt64(number + 1_000))), \(person), \(job.job), \(number), 1, 1, 1, 1,
                        'humanEdits', \(job.id), 1, 1)
                    """
                )
            }
        }
        let lineage = try await place.studio.lineage(of: job.id, under: place.permit(for: person))
        #expect(lineage.nodes.count == Lineage.mostNodes && !lineage.isComplete)
    }

    @Test func `a link shows the picture until it ends, and its owner's words only if they say so`()
        async throws
    {
        let silent = try await share(words: false)
        let telling = try await share(words: true)
        let seen = try await place.studio.shared(silent.token)
        #expect(seen.words == nil && seen.source == .algorithmicMedia && !seen.isWithheld)
        #expect(try await place.studio.shared(telling.token).words?.text == "a red cat")
        let file = try await place.studio.sharedFile(silent.token, width: nil)
        #expect(try await file.bytes() == place.bytes(of: picture, for: person))
        try await place.studio.revoke(silent.share.id, of: picture, for: person)
        await #expect(throws: Problem(.shareOver)) { try await place.studio.shared(silent.token) }
        await #expect(throws: Problem(.shareOver)) {
            try await place.studio.sharedFile(silent.token, width: 320)
        }
        place.time.advance(by: .hours(2))
        await #expect(throws: Problem(.shareOver)) { try await place.studio.shared(telling.token) }
        #expect(try await place.studio.shares(of: picture, under: place.permit(for: person)) == [])
        try await place.sweep()
        #expect(try await place.rows(in: "studio_share") == 0)
    }

    @Test func `a link ends with its picture, and while its owner's data may not be used`() async throws {
        let made = try await share(words: false)
        try await place.privacy.restrict(person, by: .person)
        await #expect(throws: Problem(.shareOver)) { try await place.studio.shared(made.token) }
        try await place.privacy.liftRestriction(of: person)
        _ = try await place.studio.shared(made.token)
        try await place.privacy.remove(picture, of: person)
        await #expect(throws: Problem(.shareOver)) { try await place.studio.shared(made.token) }
        #expect(try await place.rows(in: "studio_share") == 0)
    }

    @Test(arguments: [0, -1, 8_761])
    func `a link is open for an hour at least and a year at most`(hours: Int) {
        #expect(throws: Problem.self) { try ShareWish(hours: hours, showsWords: false) }
    }

    @Test(arguments: ["", "0", String(repeating: "g", count: 48), String(repeating: "A", count: 48)])
    func `only what we write is a token`(text: String) {
        #expect(ShareToken(text) == nil)
    }

    @Test func `nothing of others can be shared, arranged or marked`() async throws {
        let stranger = try await place.newVisitor()
        let made = try await share(words: false)
        let collection = try await collection()
        let (studio, picture) = (place.studio, picture)
        let permit = try await place.permit(for: stranger)
        await expectNotFound { _ = try await studio.lineage(of: picture, under: place.permit(for: stranger)) }
        await expectNotFound { _ = try await studio.shares(of: picture, under: place.permit(for: stranger)) }
        await expectNotFound { try await studio.revoke(made.share.id, of: picture, for: stranger) }
        await expectNotFound {
            try await studio.setFavourite(true, picture, under: place.permit(for: stranger))
        }
        await expectNotFound {
            _ = try await studio.collection(collection, under: place.permit(for: stranger))
        }
        await expectNotFound { try await studio.deleteCollection(collection, for: stranger) }
        await expectNotFound {
            _ = try await studio.makeCollection(
                CollectionName("mine"),
                of: [picture],
                under: place.permit(for: stranger)
            )
        }
        #expect(try await studio.collections(under: permit) == [])
    }

    @Test func `filters keep to favourites, to what was brought, to a collection`() async throws {
        let upload = try await Upload.sample([("cat.jpg", .picture())])
        let brought = try #require(try await place.studio.upload(upload, for: person).first?.id)
        let studio = place.studio
        let permit = try await place.permit(for: person)
        try await studio.setFavourite(true, picture, under: permit)
        let collection = try await collection([picture, brought])
        for (filter, expected) in [
            (PictureFilter.all, [brought, picture]), (.favourites, [picture]), (.uploads, [brought]),
            (.collection(collection), [brought, picture]),
        ] {
            let found = try await studio.pictures(
                in: filter,
                before: nil,
                holding: nil,
                limit: 9,
                under: permit
            )
            #expect(found.items.map(\.id) == expected, "\(filter)")
            #expect(try await studio.count(in: filter, holding: nil, under: permit) == expected.count)
        }
        try await studio.setFavourite(false, picture, under: permit)
        #expect(try await studio.count(in: .favourites, holding: nil, under: permit) == 0)
        try await studio.remove(brought, from: collection, under: permit)
        #expect(try await studio.collection(collection, under: permit).count == 1)
        try await studio.deleteCollection(collection, for: person)
        #expect(try await studio.count(holding: nil, under: permit) == 2)
    }

    @Test(arguments: ["", "  ", "a\nb", "\u{202E}x", String(repeating: "x", count: 81)])
    func `a collection needs a name that one can read`(name: String) {
        #expect(throws: Problem(.nameMalformed, field: "name", ["limit": "80"])) { try CollectionName(name) }
    }

    @Test func `moving takes collections, marks and links along`() async throws {
        let made = try await share(words: true)
        let collection = try await collection()
        try await place.studio.setFavourite(true, picture, under: place.permit(for: person))
        let taker = try await place.newVisitor()
        #expect(try await place.studio.move(from: person, to: taker))
        let permit = try await place.permit(for: taker)
        #expect(try await place.studio.collection(collection, under: permit).name.text == "Cats")
        #expect(try await place.studio.count(in: .collection(collection), holding: nil, under: permit) == 1)
        #expect(try await place.studio.count(in: .favourites, holding: nil, under: permit) == 1)
        #expect(try await place.studio.shared(made.token).words?.text == "a red cat")
        #expect(try await place.studio.shares(of: picture, under: permit).count == 1)
        for table in ["studio_share", "studio_collection", "studio_collection_image"] {
            #expect(try await place.rows(in: table, where: "subject_id = \(person)") == 0, "\(table)")
        }
    }

    @Test func `a selection is a ZIP whose names every system takes`() async throws {
        let named = try await Upload.sample([
            ("../Étude, für: Elise?.jpg", .picture()), ("貓.png", .picture(as: .png)),
        ])
        let brought = try await place.studio.upload(named, for: person).map(\.id)
        let permit = try await place.permit(for: person)
        let list = try await place.studio.packingList(of: Selection([picture] + brought), under: permit)
        var bytes = Data()
        for try await piece in place.studio.pack(list) { bytes += piece }
        for name in ["001-a-red-cat.png", "002-etude-fur-elise.jpg"] {
            #expect(bytes.range(of: Data(name.utf8)) != nil, "\(name)")
        }
        #expect(
            bytes.range(of: try await place.bytes(of: picture, for: person)) != nil,
            "stored, not compressed"
        )
    }

    @Test func `a selection has a picture at least and 200 at most`() throws {
        #expect(throws: Problem(.selectionEmpty, field: "images")) { try Selection([]) }
        let many = (0...200).map { ImageID.sample(UInt64($0)) }
        #expect(throws: Problem.self) { try Selection(many) }
        #expect(try Selection(many.dropLast() + many.prefix(1)).images.count == 200)
    }

    @Test func `a download has the quality that is asked for, if its format has one`() async throws {
        let studio = place.studio
        let permit = try await place.permit(for: person)
        var sizes: [Int] = []
        for quality in [5, 95] {
            let file = try await studio.file(
                of: picture,
                width: nil,
                format: .jpeg,
                quality: quality,
                under: permit
            )
            sizes.append(file.size)
        }
        #expect(sizes[0] < sizes[1])
        for format in [ImageFormat.png, nil] {
            let refused = await #expect(throws: Problem.self) {
                try await studio.file(
                    of: picture,
                    width: nil,
                    format: format,
                    quality: 80,
                    under: place.permit(for: person)
                )
            }
            #expect(refused?.code == .malformedParameter && refused?.field == "quality")
        }
    }

    private func edit(_ image: ImageID) async throws -> ImageID {
        let wish = EditWish(of: image, steps: [try EditStep(.flip)])
        return try #require(try await place.run(.of(.edit(wish)), for: person).images.first?.id)
    }

    private func enlarge(_ image: ImageID) async throws -> ImageID {
        let wish = EnlargeWish(of: image, factor: .two, method: .lanczos)
        return try #require(try await place.run(.of(.upscale(wish)), for: person).images.first?.id)
    }

    private func share(words: Bool) async throws -> (share: Share, token: ShareToken) {
        let wish = try ShareWish(hours: 1, showsWords: words)
        return try await place.studio.share(picture, wish, under: place.permit(for: person))
    }

    private func collection(_ images: [ImageID]? = nil) async throws -> CollectionID {
        try await place.studio.makeCollection(
            CollectionName("Cats"),
            of: images ?? [picture],
            under: place.permit(for: person)
        ).id
    }

    private func expectNotFound(_ act: () async throws -> Void) async {
        await #expect(throws: Problem(.notFound)) { try await act() }
    }
}
