import ArgumentParser

/// `nbp admin`: who is staff.
struct Admin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say who is staff and may use the admin site; works beside a running server.",
        subcommands: [AdminCreate.self, AdminList.self, AdminRole.self, AdminRemove.self]
    )
}
