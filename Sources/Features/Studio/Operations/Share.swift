import FoundationEssentials
package import Kernel
package import Purposes
import Store
import Vault

extension Studio {
    /// Makes a link by which anybody sees one picture until it runs out; whoever calls has asked for the age before.
    ///
    /// The token is told this once.
    /// - Throws: `Problem` `not_found` for other people's pictures too, `image_withheld`, `restricted`, `library_full`.
    package func share(
        _ id: ImageID,
        _ wish: ShareWish,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> (share: Share, token: ShareToken) {
        let (subject, now) = (permit.subject, clock.now())
        guard try await store.read({ tx in try ImageRecords(tx).picture(id, of: subject) }) != nil else {
            throw Problem(.notFound)
        }
        try await screening.requireShown(id)
        let token = ShareToken(randomness)
        let share = Share(
            id: ids.next(),
            image: id,
            showsWords: wish.showsWords,
            madeAt: now,
            expiresAt: now + .hours(wish.hours)
        )
        let index = index(of: token)
        try await store.write { tx in
            // It may have been deleted since it was looked at.
            guard try ImageRecords(tx).picture(id, of: subject) != nil else { throw Problem(.notFound) }
            let shares = ShareRecords(tx)
            guard try shares.count(of: subject, at: now) < ShareWish.most else {
                throw Problem(.libraryFull, ["most": "\(ShareWish.most)"])
            }
            try shares.insert(share, of: subject, found: index)
        }
        return (share, token)
    }

    /// The links to a picture that are open, newest first.
    /// - Throws: `Problem` `not_found`, for other people's pictures too.
    package func shares(
        of id: ImageID,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> [Share] {
        let (subject, now) = (permit.subject, clock.now())
        let found = try await store.read { tx -> [Share]? in
            guard try ImageRecords(tx).picture(id, of: subject) != nil else { return nil }
            return try ShareRecords(tx).shares(of: id, of: subject, at: now)
        }
        guard let found else { throw Problem(.notFound) }
        return found
    }

    /// Ends a link at once, whatever else holds: nobody needs a permit to stop publishing.
    /// - Throws: `Problem` `not_found`, for other people's links too.
    package func revoke(_ share: ShareID, of image: ImageID, for subject: SubjectID) async throws {
        let isGone = try await store.write { tx in
            try ShareRecords(tx).delete(share, of: image, of: subject)
        }
        guard isGone else { throw Problem(.notFound) }
    }

    static func index(of token: ShareToken, by vault: Vault) -> Data {
        vault.index(Data(token.secret.reveal().utf8), as: "share link")
    }

    func index(of token: ShareToken) -> Data {
        Self.index(of: token, by: vault)
    }
}
