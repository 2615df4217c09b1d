package import Engines
package import Kernel

/// A picture's family: what went into it, and what was made of it.
package struct Lineage: Sendable {
    /// Pictures that are told of, the one asked about among them.
    package static let mostNodes = 200
    /// Steps that are gone away from the picture, up or down.
    package static let deepest = 50

    /// Oldest first.
    package let nodes: [LineageNode]
    /// Whether there are no more than these.
    package let isComplete: Bool

    package init(nodes: [LineageNode], isComplete: Bool) {
        self.nodes = nodes
        self.isComplete = isComplete
    }
}

/// One picture of a family, and what made it.
package struct LineageNode: Sendable {
    package enum Relation: String, Sendable, CaseIterable {
        case ancestor
        case asked = "self"
        case descendant
    }

    package let id: ImageID
    package let relation: Relation
    /// Nil for one that is no longer there, and for what never was this person's.
    package let picture: Image?
    package let task: Model.Task
    /// What was asked for; nil where there were no words, and for a picture that is no longer there.
    package let prompt: Prompt?
    package let settings: JobSettings?
    /// Those of its parents that are told of, the one that it is another state of first.
    package let parents: [ImageID]

    package init(
        id: ImageID,
        relation: Relation,
        picture: Image?,
        task: Model.Task,
        prompt: Prompt?,
        settings: JobSettings?,
        parents: [ImageID]
    ) {
        self.id = id
        self.relation = relation
        self.picture = picture
        self.task = task
        self.prompt = prompt
        self.settings = settings
        self.parents = parents
    }
}

extension LineageNode {
    /// Whether it is a drawing that was changed: its words are what was said of the one before.
    package var isRedrawn: Bool {
        guard case .scene = settings else { return false }
        return !parents.isEmpty
    }
}

/// That one picture went into another.
struct Descent: Hashable, Sendable {
    let parent: ImageID
    let child: ImageID
}

/// A family while it is gathered.
struct FamilyTree: Sendable {
    private(set) var relations: [ImageID: LineageNode.Relation]
    private(set) var parents: [ImageID: [ImageID]] = [:]
    private(set) var isComplete = true

    init(of image: ImageID) {
        relations = [image: .asked]
    }

    /// Takes what leads on in one direction.
    /// - Returns: who was not known before.
    mutating func take(_ descents: [Descent], towards relation: LineageNode.Relation) -> [ImageID] {
        var new: [ImageID] = []
        for descent in descents {
            let next = relation == .ancestor ? descent.parent : descent.child
            if relations[next] == nil {
                guard relations.count < Lineage.mostNodes else {
                    isComplete = false
                    continue
                }
                relations[next] = relation
                new.append(next)
            }
            if parents[descent.child]?.contains(descent.parent) != true {
                parents[descent.child, default: []].append(descent.parent)
            }
        }
        return new
    }

    mutating func stop() { isComplete = false }
}
