import Kernel
import TestSupport
import Testing

struct IDTests {
    @Test func `an id reads back from its text`() {
        let id = JobID.sample(42)
        #expect(JobID(id.text) == id)
        #expect("\(id)" == id.text)
        #expect(id.text.hasPrefix("job_"))
    }

    @Test(arguments: [
        "", "job", "_", "06F", "img_", "job-", "JOB_", "job__", " job_", "jobs_",
    ])
    func `nothing but prefix, underscore and 26 characters is read`(prefix: String) {
        #expect(JobID(prefix + JobID.sample().value.text) == nil)
    }

    @Test(arguments: ["\n", " ", "0", "_", "\0"])
    func `nothing may follow an id`(rest: String) {
        #expect(JobID(JobID.sample().text + rest) == nil)
    }

    @Test func `one kind's id is not read as another's`() {
        #expect(ImageID(JobID.sample().text) == nil)
    }

    @Test func `an id after a lower one, or after none, stays as it is`() {
        let (low, high) = (JobID.sample(1), JobID.sample(2))
        #expect(high.after(nil) == high)
        #expect(high.after(low) == high)
    }

    @Test(arguments: [0, 4_095] as [UInt16], [0, .max] as [UInt64])
    func `an id after one that is not lower is higher`(counter: UInt16, chance: UInt64) {
        let last = JobID(UUIDv7(at: Timestamp(milliseconds: 1 << 46), counter: counter, chance: chance))
        #expect(last.after(last) > last)
        #expect(JobID.sample().after(last) > last)
    }

    @Test func `prefixes tell all kinds apart`() {
        let prefixes = [
            SubjectKind.idPrefix, JobKind.idPrefix, ImageKind.idPrefix, WorkKind.idPrefix, EntryKind.idPrefix,
            RowKind.idPrefix,
        ]
        #expect(Set(prefixes).count == prefixes.count)
    }
}

struct MakingIDsTests {
    let time = TestClock()
    let ids: IDs

    init() {
        ids = IDs(clock: time.clock, randomness: .seeded())
    }

    @Test func `ids of one millisecond rise, also past 4,096 of them`() {
        let made: [JobID] = (0..<10_000).map { _ in ids.next() }
        #expect(zip(made, made.dropFirst()).allSatisfy(<))
    }

    @Test func `the 4,097th id of a millisecond borrows the next one`() {
        let made: [JobID] = (0...4_096).map { _ in ids.next() }
        #expect(made[4_095].value.moment == time.now)
        #expect(made[4_096].value.moment == time.now + .milliseconds(1))
    }

    @Test(arguments: [Duration.milliseconds(1), .seconds(5), .days(400)])
    func `ids rise when the clock steps back`(step: Duration) {
        let before: JobID = ids.next()
        time.set(to: time.now - step)
        let after: JobID = ids.next()
        #expect(after > before)
    }

    @Test func `a later millisecond starts counting anew`() {
        let _: JobID = ids.next()
        time.advance(by: .milliseconds(1))
        let id: JobID = ids.next()
        #expect(id.value.moment == time.now)
        #expect(id.value.high & 0xFFF == 0)
    }

    @Test func `tasks that ask at once get different ids`() async {
        let made = await withTaskGroup(of: [JobID].self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<500).map { _ in ids.next() } }
            }
            return await group.reduce(into: Set()) { $0.formUnion($1) }
        }
        #expect(made.count == 4_000)
    }
}
