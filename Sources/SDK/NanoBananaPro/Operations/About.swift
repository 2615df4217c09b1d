import Wire

extension NanoBananaPro {
    /// What can be asked for pictures, what it costs, and whether anything leaves the server.
    public func models() async throws -> [Model] {
        try await connection.answer(Call(.get, "models")).decoded(ListBody<ModelBody>.self).data.map {
            Model($0)
        }
    }

    /// The account that the key belongs to; the key needs the scope `account`.
    public func account() async throws -> Account {
        try await Account(connection.answer(Call(.get, "account")).decoded(AccountBody.self))
    }

    /// What the account has used and may still spend; the key needs the scope `account`.
    public func usage() async throws -> Usage {
        try await connection.answer(Call(.get, "usage")).decoded(UsageReport.self).usage()
    }
}
