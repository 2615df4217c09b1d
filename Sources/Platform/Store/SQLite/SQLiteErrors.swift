import GRDB

/// Runs `work` and turns the library's errors into ours; other errors pass.
func rethrowing<Value>(_ work: () throws -> Value) throws -> Value {
    do {
        return try work()
    } catch let error as DatabaseError {
        throw StoreError(error)
    }
}

func rethrowingAsync<Value>(_ work: () async throws -> Value) async throws -> Value {
    do {
        return try await work()
    } catch let error as DatabaseError {
        throw StoreError(error)
    }
}

extension StoreError {
    fileprivate init(_ error: DatabaseError) {
        self =
            switch error.resultCode {
            case .SQLITE_CONSTRAINT: .constraint
            case .SQLITE_FULL: .diskFull
            case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_WRITE: .diskFull
            case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: .notWritable
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
            case .SQLITE_NOTADB, .SQLITE_CORRUPT: .damaged
            default: .failed(code: error.extendedResultCode.rawValue)
            }
    }
}
