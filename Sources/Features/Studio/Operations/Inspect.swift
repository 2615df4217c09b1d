import Billing
import Blobs
package import Kernel
package import Purposes
import Store
import Vault

/// A private picture as staff see it who have said why.
package struct InspectedWork: Sendable {
    package let picture: Image
    package let prompt: Prompt
    package let model: String
}

/// How much somebody has, told without opening any of it.
package struct Holdings: Hashable, Sendable {
    package let jobs: Int
    package let images: Int
    /// Of the pictures as they were made.
    package let bytes: Int
    package let credits: Credits
}

extension Studio {
    /// The newest pictures of the permit's subject with their prompts, at most `longestPage`.
    package func inspect(
        limit: Int,
        under permit: borrowing Permit<InspectWithReason>
    ) async throws -> [InspectedWork] {
        let (subject, count) = (permit.subject, min(max(limit, 1), Self.longestPage))
        let found = try await store.read { tx in
            let pictures = try ImageRecords(tx).page(
                of: subject,
                in: .all,
                before: nil,
                holding: [],
                limit: count
            )
            return try pictures.compactMap { picture in
                try JobRecords(tx).job(picture.job, of: subject).map { (picture, $0) }
            }
        }
        var works: [InspectedWork] = []
        for (picture, job) in found {
            let plain = try await vault.open(job.prompt, under: permit)
            let prompt = Prompt(stored: String(decoding: plain, as: UTF8.self))
            works.append(InspectedWork(picture: picture, prompt: prompt, model: job.model))
        }
        return works
    }

    /// A small form of one picture of the permit's subject.
    /// - Throws: `Problem` `not_found`, for other people's pictures too.
    package func inspect(
        _ id: ImageID,
        width: Int,
        under permit: borrowing Permit<InspectWithReason>
    ) async throws -> ImageFile {
        let subject = permit.subject
        let picture = try await store.read { tx in try ImageRecords(tx).picture(id, of: subject) }
        guard let picture else { throw Problem(.notFound) }
        let form = StoredForm(of: picture, atLeast: width)
        guard let blob = try await blobs.open(form.name, under: permit) else { throw Problem(.imageDamaged) }
        return ImageFile(content: .stored(blob), format: form.format, size: blob.size)
    }

    /// How much somebody has.
    package func holdings(of subject: SubjectID) async throws -> Holdings {
        let billing = billing
        return try await store.read { tx in
            let images = try ImageRecords(tx).amount(of: subject)
            return Holdings(
                jobs: try JobRecords(tx).count(of: subject),
                images: images.count,
                bytes: images.bytes,
                credits: try billing.freeCredits(of: subject, in: tx)
            )
        }
    }
}
