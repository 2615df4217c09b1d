/// The kinds of personal data, by the labels of Fideslang 3.1.4.
package enum DataCategory: String, CaseIterable, Sendable {
    case content = "user.content.private"
    case settings = "user.account.settings"
    case email = "user.contact.email"
    case behavior = "user.behavior"
    case cookie = "user.device.cookie_id"
    case pseudonym = "user.unique_id.pseudonymous"
    case network = "user.device.ip_address"
    case language = "user.demographic.language"
    case payment = "user.payment"
    case credential = "user.authorization.credentials"
    case password = "user.authorization.password"
    case name = "user.name"
    case age = "user.demographic.age_range"
    case location = "user.location.imprecise"
    case privacyChoice = "user.privacy_preferences"
}

/// In what form a value lies on disk.
package enum StorageForm: String, Sendable {
    /// Encrypted under the subject's key.
    case sealed
    /// A keyed hash, for equality only.
    case keyedHash
    /// As it is: numbers and times that the database must order by, and mails that the operator reads as files.
    case plain
}

/// How a value appears in a person's export.
package enum ExportForm: String, Sendable {
    case asStored
    case opened
    /// It would tell the person nothing, would tell of others, or would weaken their safety: hashes of tokens, ids of staff.
    case omitted
}

/// What erasing a person does to a value.
package enum EraseForm: Hashable, Sendable {
    /// The row goes.
    case deleteRow
    /// The file goes.
    case deleteFile
    /// The value becomes NULL and the row stays.
    case clear
    /// It stays, on this ground, no longer tied to anything that names the person.
    case keep(LegalBasis)
}
