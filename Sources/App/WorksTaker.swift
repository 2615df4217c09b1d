package import Accounts
package import Kernel
package import Privacy
package import Studio

/// What an archive brings: works go to Studio, preferences to Accounts.
package struct WorksTaker: ArchiveTaker {
    private let studio: Studio
    private let accounts: Accounts

    package init(studio: Studio, accounts: Accounts) {
        self.studio = studio
        self.accounts = accounts
    }

    package func take(_ job: ImportedJob, for subject: SubjectID) async throws {
        try await studio.bring(
            BroughtJob(
                id: job.id,
                prompt: job.prompt,
                model: job.model,
                style: job.style,
                task: job.task,
                status: job.status,
                failure: job.failure,
                notes: job.notes,
                width: job.width,
                height: job.height,
                count: job.count,
                seed: job.seed,
                price: job.price,
                settings: job.settings,
                inputs: job.inputs.map { BroughtInput($0.image, role: $0.role) },
                parent: job.parent
            ),
            for: subject
        )
    }

    package func take(_ picture: ImportedPicture, for subject: SubjectID) async throws {
        try await studio.bring(
            BroughtPicture(
                id: picture.id,
                job: picture.job,
                bytes: picture.bytes,
                position: picture.position,
                seed: picture.seed,
                source: picture.source,
                kind: picture.kind,
                name: picture.name,
                isFavourite: picture.isFavourite,
                parent: picture.parent
            ),
            for: subject
        )
    }

    package func take(_ collection: ImportedCollection, for subject: SubjectID) async throws {
        try await studio.bring(
            BroughtCollection(
                id: CollectionID(collection.id),
                name: collection.name,
                images: collection.images
            ),
            for: subject
        )
    }

    package func take(_ preferences: ImportedPreferences, for subject: SubjectID) async throws -> Bool {
        try await accounts.adopt(
            language: preferences.language.flatMap { Language(rawValue: $0) },
            theme: preferences.theme.flatMap { Theme(rawValue: $0) },
            wantsSignInMails: preferences.wantsSignInMails,
            for: subject
        )
    }
}
