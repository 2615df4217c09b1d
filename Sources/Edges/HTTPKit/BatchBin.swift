package import Kernel
package import Privacy
package import Purposes
package import Studio

/// Deletes batches, for pages and programs alike.
///
/// What runs is stopped first. Pictures go one by one, each with its line in the ledger of what was deleted, and the batch last: whatever stops
/// in between can be done again.
package struct BatchBin: Sendable {
    /// What becomes of the pictures that a batch made.
    package enum Pictures: String, CaseIterable, Sendable {
        case keep
        case delete

        /// Without a word they stay.
        /// - Throws: `Problem` `malformed_parameter` for another word.
        package init(asked word: String?) throws(Problem) {
            guard let choice = Self(rawValue: word ?? Self.keep.rawValue) else {
                let expected = Self.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem(.malformedParameter, field: "pictures", ["expected": expected])
            }
            self = choice
        }
    }

    private let studio: Studio
    private let privacy: Privacy
    private let gate: PurposeGate

    package init(studio: Studio, privacy: Privacy, gate: PurposeGate) {
        self.studio = studio
        self.privacy = privacy
        self.gate = gate
    }

    /// - Throws: `Problem` `not_found`, for other people's batches too; `held` while a hold keeps one of its pictures; `batch_running`
    ///   where a picture that is being made does not stop in time. Then the batch is stopped and still there.
    package func delete(_ id: BatchID, _ pictures: Pictures, of subject: SubjectID) async throws {
        let permit = try await gate.permit(ProvideService.self, for: subject)
        try await studio.stop(id, under: permit)
        if pictures == .delete {
            for image in try await studio.finalPictures(of: id, under: permit) {
                try await remove(image, of: subject)
            }
        }
        try await studio.delete(id, under: permit)
    }

    private func remove(_ image: ImageID, of subject: SubjectID) async throws {
        do {
            try await privacy.remove(image, of: subject)
        } catch let problem as Problem where problem.code == .notFound {
            // Somebody was quicker.
        }
    }
}
