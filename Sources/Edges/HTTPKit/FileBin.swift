package import Kernel
package import Privacy
package import Studio

/// Deletes programs' files, asked or when their time is over: each with the picture that it brought.
package struct FileBin: Sendable {
    private let studio: Studio
    private let privacy: Privacy

    package init(studio: Studio, privacy: Privacy) {
        self.studio = studio
        self.privacy = privacy
    }

    /// - Throws: `Problem` `held` while a hold keeps its picture; then the file is still there.
    package func delete(_ file: ExpiredFile) async throws {
        if let image = file.image {
            do {
                // The file goes in the same transaction.
                try await privacy.remove(image, of: file.subject)
            } catch let problem as Problem where problem.code == .notFound {
                // Somebody was quicker.
            }
        }
        try await studio.forget(file.id, of: file.subject)
    }

    /// Deletes what is over; one that fails does not keep the others back, and is thrown at the end.
    package func empty() async throws {
        var failure: (any Error)?
        for file in try await studio.expiredFiles() {
            do {
                try await delete(file)
            } catch is CancellationError {
                throw CancellationError()
            } catch let problem as Problem where problem.code == .held {
                // What a hold keeps is asked for by nobody any more.
                try await studio.forget(file.id, of: file.subject)
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }
}

extension StoredFile {
    /// What there is to delete of it.
    package func expired(of subject: SubjectID) -> ExpiredFile {
        if case .picture(let image) = content {
            return ExpiredFile(id: id, subject: subject, image: image)
        }
        return ExpiredFile(id: id, subject: subject, image: nil)
    }
}
