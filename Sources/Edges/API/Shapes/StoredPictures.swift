import Accounts
import FoundationEssentials
import Imaging
import Kernel
import Purposes
import Studio

/// A job's pictures as clients of somebody else's shape get them: whole, in the format that they ask for.
struct StoredPictures: Sendable {
    let studio: Studio
    let gate: PurposeGate

    /// The bytes of a picture, in the format it is stored in where nothing else is asked for.
    ///
    /// `quality` is from 1 to 100, of formats that have one.
    func bytes(
        of image: Image,
        as format: ImageFormat? = nil,
        quality: Int? = nil,
        for person: Person
    ) async throws -> Data {
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        let file = try await studio.file(
            of: image.id,
            width: nil,
            format: format,
            quality: format?.isLossy == true ? quality : nil,
            under: permit
        )
        return try await file.bytes()
    }
}
