package import Accounts
package import Kernel
package import Purposes
package import Studio

/// What a key without the scope `read` sees of its account: what was ordered with it, and nothing else.
extension Person {
    package func sees(_ job: Job) -> Bool {
        confinement == nil || job.key == confinement
    }

    /// - Throws: `Problem` `not_found` for a job that the key may not know of.
    package func requireSight(of job: Job) throws(Problem) {
        guard sees(job) else { throw Problem(.notFound) }
    }

    /// - Throws: `Problem` `not_found` for a picture that the key may not know of.
    package func requireSight(
        of image: ImageID,
        in studio: Studio,
        under permit: borrowing Permit<ProvideService>
    ) async throws {
        guard let confinement else { return }
        guard try await studio.key(of: image, under: permit) == confinement else { throw Problem(.notFound) }
    }
}
