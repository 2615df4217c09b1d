import Engines
import FoundationEssentials
package import Kernel
package import Purposes
import Store
import Vault

extension Studio {
    /// Descents that are read for one generation; far more than are told of.
    private static let mostDescents = 1_000

    /// What a picture was made of, generation after generation, and what was made of it.
    ///
    /// A parent that was deleted is told of by its id alone, as its children keep it.
    /// - Throws: `Problem` `not_found`, for other people's pictures too.
    package func lineage(
        of id: ImageID,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Lineage {
        let subject = permit.subject
        let found = try await store.read { tx -> (FamilyTree, [ImageID: Image])? in
            let images = ImageRecords(tx)
            guard try images.picture(id, of: subject) != nil else { return nil }
            let tree = try Self.family(of: id, LineageRecords(tx, of: subject))
            let pictures = try images.pictures(Array(tree.relations.keys), of: subject)
            return (tree, Dictionary(uniqueKeysWithValues: pictures.map { ($0.id, $0) }))
        }
        guard let (tree, pictures) = found else { throw Problem(.notFound) }
        let makings = try await makings(of: Set(pictures.values.map(\.job)), under: permit)
        let nodes = tree.relations.keys.sorted { $0.text < $1.text }.map { id in
            let making = pictures[id].flatMap { makings[$0.job] }
            return LineageNode(
                id: id,
                relation: tree.relations[id] ?? .asked,
                picture: pictures[id],
                task: making?.task ?? .generate,
                prompt: making?.prompt,
                settings: making?.settings,
                parents: (tree.parents[id] ?? []).filter { tree.relations[$0] != nil }
            )
        }
        return Lineage(nodes: nodes, isComplete: tree.isComplete)
    }

    private static func family(of id: ImageID, _ records: LineageRecords) throws -> FamilyTree {
        var tree = FamilyTree(of: id)
        for relation in [LineageNode.Relation.ancestor, .descendant] {
            var (generation, depth) = ([id], 0)
            while !generation.isEmpty {
                let descents =
                    relation == .ancestor
                    ? try records.parents(of: generation, limit: mostDescents)
                    : try records.children(of: generation, limit: mostDescents)
                if descents.count == mostDescents || depth == Lineage.deepest && !descents.isEmpty {
                    tree.stop()
                }
                guard depth < Lineage.deepest else { break }
                generation = tree.take(descents, towards: relation)
                depth += 1
            }
        }
        return tree
    }

    /// What a job did to make a picture.
    private struct Making {
        let task: Model.Task
        let prompt: Prompt?
        let settings: JobSettings?
    }

    private func makings(
        of jobs: Set<JobID>,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> [JobID: Making] {
        let subject = permit.subject
        let sealed = try await store.read { tx in
            try LineageRecords(tx, of: subject).makings(of: Array(jobs))
        }
        var makings: [JobID: Making] = [:]
        for making in sealed {
            let prompt = try await open(making.prompt, under: permit)
            makings[making.job] = Making(
                task: Model.Task(rawValue: making.task) ?? .generate,
                prompt: prompt.isEmpty ? nil : prompt,
                settings: try await open(making.settings, under: permit)
            )
        }
        return makings
    }
}
