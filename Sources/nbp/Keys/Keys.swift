import ArgumentParser

/// `nbp keys`: the keys of people's programs.
struct Keys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make, list, change, renew and revoke API keys of accounts; works beside a running server.",
        subcommands: [
            KeysCreate.self, KeysList.self, KeysChange.self, KeysRotate.self, KeysRevoke.self,
        ]
    )
}
