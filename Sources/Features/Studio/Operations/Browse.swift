import Engines
import FoundationEssentials
package import Kernel
package import Purposes
import Store
import Vault

/// One page of a list, newest first.
package struct Page<Item: Sendable>: Sendable {
    package let items: [Item]
    /// Where the next page begins; nil on the last one.
    package let next: ImageID?

    package init(items: [Item], next: ImageID?) {
        self.items = items
        self.next = next
    }
}

extension Studio {
    package static let longestPage = 100

    /// The person's pictures, newest first and without masks: those of a filter made before `earlier` whose prompts or file names hold all of
    /// `words`, nil or blank for all, at most `limit`, from 1 to `longestPage`.
    package func pictures(
        in filter: PictureFilter = .all,
        before earlier: ImageID?,
        holding words: String?,
        limit: Int,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Page<Image> {
        let subject = permit.subject
        guard let tokens = try await tokens(of: words, under: permit) else {
            return Page(items: [], next: nil)
        }
        let count = min(max(limit, 1), Self.longestPage)
        // One more than asked for tells whether there is a next page.
        let found = try await store.read { tx in
            try ImageRecords(tx).page(
                of: subject,
                in: filter,
                before: earlier,
                holding: tokens,
                limit: count + 1
            )
        }
        let items = Array(found.prefix(count))
        return Page(items: items, next: found.count > count ? items.last?.id : nil)
    }

    /// How many pictures the person has whose prompts or file names hold all of `words`, nil or blank for all.
    package func count(
        in filter: PictureFilter = .all,
        holding words: String?,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Int {
        let subject = permit.subject
        guard let tokens = try await tokens(of: words, under: permit) else { return 0 }
        return try await store.read { tx in
            try ImageRecords(tx).count(of: subject, in: filter, holding: tokens)
        }
    }

    /// The prompts of these pictures by their jobs, each opened once; without those that are gone meanwhile.
    package func prompts(
        of pictures: [Image],
        under permit: borrowing Permit<ProvideService>
    ) async throws -> [JobID: Prompt] {
        let (subject, jobs) = (permit.subject, Array(Set(pictures.map(\.job))))
        let sealed = try await store.read { tx in try JobRecords(tx).prompts(of: jobs, of: subject) }
        var prompts: [JobID: Prompt] = [:]
        for (job, prompt) in sealed {
            prompts[job] = try await open(prompt, under: permit)
        }
        return prompts
    }

    /// What the files were called of those of these pictures that were brought; without those that had no name.
    package func names(
        of pictures: [Image],
        under permit: borrowing Permit<ProvideService>
    ) async throws -> [ImageID: String] {
        let ids = pictures.filter(\.isUpload).map(\.id)
        guard !ids.isEmpty else { return [:] }
        let sealed = try await store.read { tx in try ImageRecords(tx).names(of: ids) }
        var names: [ImageID: String] = [:]
        for (id, name) in sealed {
            let text = String(decoding: try await vault.open(name, under: permit), as: UTF8.self)
            names[id] = text.isEmpty ? nil : text
        }
        return names
    }

    /// What to search for; empty for everything, nil when no prompt can hold it.
    private func tokens(
        of words: String?,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> [Data]? {
        guard let words, !words.allSatisfy(\.isWhitespace) else { return [] }
        let tokens = Array(try await vault.searchTokens(of: words, under: permit))
        return tokens.isEmpty ? nil : tokens
    }

    /// A picture of this person with what made it.
    /// - Throws: `Problem` `not_found`, for other people's pictures too.
    package func picture(
        _ id: ImageID,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> ImageDetails {
        let subject = permit.subject
        let found = try await store.read { tx -> (Image, JobRow, [JobInput])? in
            guard let picture = try ImageRecords(tx).picture(id, of: subject),
                let job = try JobRecords(tx).job(picture.job, of: subject)
            else { return nil }
            return (picture, job, try InputRecords(tx).inputs(of: job.id))
        }
        guard let (picture, job, inputs) = found else { throw Problem(.notFound) }
        return ImageDetails(
            picture: picture,
            prompt: try await open(job.prompt, under: permit),
            task: Model.Task(rawValue: job.task) ?? .generate,
            inputs: inputs,
            settings: try await open(job.settings, under: permit),
            model: job.model,
            style: job.style,
            name: try await names(of: [picture], under: permit)[id]
        )
    }
}
