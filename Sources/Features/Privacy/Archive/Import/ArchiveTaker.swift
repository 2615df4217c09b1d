package import FoundationEssentials
package import Kernel

/// Takes over what an archive holds; the features that keep such things supply it.
///
/// Each may be called again for the same record, and then changes nothing. A record that cannot be taken is a `Problem`, whose code
/// is the reason that the report gives.
package protocol ArchiveTaker: Sendable {
    func take(_ job: ImportedJob, for subject: SubjectID) async throws
    func take(_ picture: ImportedPicture, for subject: SubjectID) async throws
    func take(_ collection: ImportedCollection, for subject: SubjectID) async throws
    /// - Returns: whether the person has an account, which alone keeps preferences.
    func take(_ preferences: ImportedPreferences, for subject: SubjectID) async throws -> Bool
}

/// A job that another installation did.
package struct ImportedJob: Hashable, Sendable {
    package let id: JobID
    package let prompt: String
    package let model: String
    package let style: String?
    package let task: String
    package let status: String
    package let failure: String?
    /// As they are stored.
    package let notes: String?
    package let width: Int
    package let height: Int
    package let count: Int
    package let seed: Int
    package let price: Int
    /// What it did beside its words, as it is stored.
    package let settings: String?
    package let inputs: [ImportedInput]
    package let parent: ImageID?
}

/// A picture that a job worked on.
package struct ImportedInput: Hashable, Sendable {
    package let image: ImageID
    package let role: String
}

/// A picture that another installation made.
package struct ImportedPicture: Sendable {
    package let id: ImageID
    package let job: JobID
    package let bytes: Data
    package let position: Int
    package let seed: Int
    package let source: String
    package let kind: String
    /// Of the file that somebody brought; nil for a picture that was made.
    package let name: String?
    package let isFavourite: Bool
    package let parent: ImageID?
}

/// Pictures that somebody kept together.
package struct ImportedCollection: Hashable, Sendable {
    package let id: UUIDv7
    package let name: String
    package let images: [ImageID]
}

/// What somebody chose elsewhere for their account.
package struct ImportedPreferences: Hashable, Sendable {
    package let language: String?
    package let theme: String?
    package let wantsSignInMails: Bool?
}
