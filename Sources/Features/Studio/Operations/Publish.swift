import Blobs
import FoundationEssentials
import Kernel
import Purposes
import Store
import Vault

/// What strangers see by a link.
extension Studio {
    /// The picture that a link leads to.
    /// - Throws: `Problem` `share_over` for a link that has run out, was revoked or never was, and while its owner's data may not be
    ///   used: strangers learn no more of it.
    package func shared(_ token: ShareToken) async throws -> SharedPicture {
        try await published(token) { found, permit in
            var words: Prompt?
            if found.share.showsWords { words = try await open(found.job.prompt, under: permit) }
            return SharedPicture(
                size: found.image.size,
                source: found.image.source,
                words: words.flatMap { $0.isEmpty ? nil : $0 },
                isWithheld: try await isWithheld(found.image.id),
                expiresAt: found.share.expiresAt
            )
        }
    }

    /// Its file as it is stored, or the smallest stored thumbnail that is not narrower than `width`; nothing is converted for strangers.
    /// - Throws: `Problem` `share_over`, for a picture that staff have hidden too.
    package func sharedFile(_ token: ShareToken, width: Int?) async throws -> ImageFile {
        try await published(token) { found, permit in
            guard try await !isWithheld(found.image.id) else { throw Problem(.shareOver) }
            let form = StoredForm(of: found.image, atLeast: width)
            guard let blob = try await blobs.open(form.name, under: permit) else {
                throw Problem(.imageDamaged)
            }
            return ImageFile(content: .stored(blob), format: form.format, size: blob.size)
        }
    }

    private struct Published: Sendable {
        let share: Share
        let image: Image
        let job: JobRow
    }

    private func published<Result>(
        _ token: ShareToken,
        _ show: (Published, borrowing Permit<ProvideService>) async throws -> Result
    ) async throws -> Result {
        let (index, now) = (index(of: token), clock.now())
        let found = try await store.read { tx -> (Published, SubjectID)? in
            guard let (share, owner) = try ShareRecords(tx).find(index, at: now),
                let image = try ImageRecords(tx).picture(share.image, of: owner),
                let job = try JobRecords(tx).job(image.job, of: owner)
            else { return nil }
            return (Published(share: share, image: image, job: job), owner)
        }
        guard let (published, owner) = found else { throw Problem(.shareOver) }
        do {
            return try await show(published, gate.permit(ProvideService.self, for: owner))
        } catch let problem as Problem where problem.code != .imageDamaged {
            // Why somebody's data may not be used is nobody else's business.
            throw Problem(.shareOver)
        }
    }

    private func isWithheld(_ image: ImageID) async throws -> Bool {
        do {
            try await screening.requireShown(image)
            return false
        } catch let problem as Problem where problem.code == .imageWithheld {
            return true
        }
    }
}
