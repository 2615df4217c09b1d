package import FoundationEssentials
package import Imaging
package import Kernel
package import Store

/// Who judges prompts and pictures; App wires it to the moderation.
package protocol Screening: Sendable {
    /// Judges a prompt before anything is held or stored for it; nil for somebody whom we do not know yet.
    /// - Throws: `Problem` `prompt_refused`.
    func check(_ prompt: Prompt, of subject: SubjectID?) async throws

    /// Asked before the server orders by itself what somebody wished for earlier.
    /// - Throws: `Problem` `account_suspended`.
    func requireAllowed(_ subject: SubjectID) async throws

    /// Asked before what a person writes and shows goes to somebody else's server.
    /// - Throws: `Problem` `sign_in_required` where that is for accounts alone, `age_ticket_invalid` while the age question was not
    ///   answered.
    func requireGrown(_ subject: SubjectID) async throws

    /// Asked before the server orders by itself what a program of somebody's wished for earlier.
    /// - Throws: `Problem` `api_key_revoked`, `api_key_expired`.
    func requireStanding(_ key: APIKeyID, of subject: SubjectID) async throws

    /// Who somebody is to the server, asked where that decides how much they may order.
    func standing(of subject: SubjectID) async throws -> Standing

    /// Judges a picture before it is stored.
    func check(_ picture: Picture, of subject: SubjectID) async throws -> PictureVerdict

    /// Whether a picture that is not finished may be shown: only one that nobody would have to look at. Nothing is written down, for the
    /// finished one is judged anyway.
    func mayShow(draft: Picture, of subject: SubjectID) async throws -> Bool

    /// Keeps what was found about a picture, in the transaction that stores it.
    func keep(
        _ finding: PictureFinding,
        on image: ImageID,
        of subject: SubjectID,
        in tx: Transaction
    ) throws

    /// - Throws: `Problem` `image_withheld` for a picture that nobody is shown, `restricted` for one that is not to be used.
    func requireShown(_ image: ImageID) async throws
}

/// What becomes of a picture that was made.
package enum PictureVerdict: Sendable {
    case passes
    /// It is delivered, and what was found is kept with it.
    case noted(PictureFinding)
    /// It is neither stored nor charged; the note says so to its person.
    case refused(Note)
}

/// What was found about a picture; Studio hands it back as it is.
package struct PictureFinding: Sendable {
    package let scoreClass: String
    package let fingerprint: Data

    package init(scoreClass: String, fingerprint: Data) {
        self.scoreClass = scoreClass
        self.fingerprint = fingerprint
    }
}

/// Judges nothing: for work without an installation.
package struct Unscreened: Screening {
    package init() {}

    package func check(_ prompt: Prompt, of subject: SubjectID?) async throws {}

    package func requireAllowed(_ subject: SubjectID) async throws {}

    package func requireGrown(_ subject: SubjectID) async throws {}

    package func requireStanding(_ key: APIKeyID, of subject: SubjectID) async throws {}

    package func standing(of subject: SubjectID) async throws -> Standing { .member }

    package func check(_ picture: Picture, of subject: SubjectID) async throws -> PictureVerdict { .passes }

    package func mayShow(draft: Picture, of subject: SubjectID) async throws -> Bool { true }

    package func keep(
        _ finding: PictureFinding,
        on image: ImageID,
        of subject: SubjectID,
        in tx: Transaction
    ) throws {}

    package func requireShown(_ image: ImageID) async throws {}
}
