import Foundation
import Kernel
import Store
import Studio
import TestSupport
import Testing

struct PictureSignatureTests {
    private let installation: TestInstallation
    private let owner: SubjectID
    private let image: ImageID
    private let file = Data("a file".utf8)

    init() async throws {
        installation = try await TestInstallation()
        owner = try await installation.newVisitor()
        image = try #require(try await installation.run(.sample(), for: owner).images.first?.id)
    }

    private var signature: Data { installation.studio.signature(of: image, file: file, for: owner) }

    private func found(_ signature: Data, _ file: Data, of person: SubjectID) async throws -> ImageID? {
        let permit = try await installation.permit(for: person)
        return try await installation.studio.image(signedBy: signature, file: file, under: permit)
    }

    @Test func `a picture is known by what it was signed with`() async throws {
        #expect(try await found(signature, file, of: owner) == image)
    }

    @Test func `another file is not the picture`() async throws {
        #expect(try await found(signature, Data("another".utf8), of: owner) == nil)
    }

    @Test func `another person's signature says nothing`() async throws {
        #expect(try await found(signature, file, of: installation.newVisitor()) == nil)
    }

    @Test func `no changed byte is a signature still`() async throws {
        for place in signature.indices {
            var changed = signature
            changed[place] ^= 1
            #expect(try await found(changed, file, of: owner) == nil)
        }
    }

    @Test(arguments: [0, 1, 15, 16, 17, 31])
    func `no part of one is a signature`(length: Int) async throws {
        #expect(try await found(signature.prefix(length), file, of: owner) == nil)
    }

    @Test func `a picture that is gone is not known`() async throws {
        let image = image
        try await installation.store.write { tx in
            _ = try tx.run("DELETE FROM studio_image WHERE id = \(image)")
        }
        #expect(try await found(signature, file, of: owner) == nil)
    }
}

struct InteractionTests {
    @Test func `an interaction ends and its job stays`() async throws {
        let installation = try await TestInstallation()
        let owner = try await installation.newVisitor()
        let job = try await installation.run(.sample(), for: owner).id
        let permit = try await installation.permit(for: owner)
        #expect(try await installation.studio.interaction(job, under: permit).id == job)
        try await installation.studio.endInteraction(job, under: permit)
        await #expect(throws: Problem(.notFound)) {
            try await installation.studio.interaction(job, under: installation.permit(for: owner))
        }
        #expect(try await installation.studio.job(job, under: permit).images.count == 1)
    }

    @Test func `nobody ends somebody else's`() async throws {
        let installation = try await TestInstallation()
        let owner = try await installation.newVisitor()
        let job = try await installation.run(.sample(), for: owner).id
        let stranger = try await installation.permit(for: installation.newVisitor())
        try await installation.studio.endInteraction(job, under: stranger)
        let permit = try await installation.permit(for: owner)
        #expect(try await installation.studio.interaction(job, under: permit).id == job)
    }
}
