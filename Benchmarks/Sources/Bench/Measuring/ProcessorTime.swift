import Glibc

/// Time that processors spent, user's and system's.
enum ProcessorTime {
    /// Of every thread of this process so far.
    static var own: Duration { of(RUSAGE_SELF.rawValue) }

    /// Of processes that this one started and that have ended.
    static var ofChildren: Duration { of(RUSAGE_CHILDREN.rawValue) }

    private static func of(_ who: __rusage_who_t) -> Duration {
        var usage = rusage()
        getrusage(who, &usage)
        return Duration(usage.ru_utime) + Duration(usage.ru_stime)
    }
}

extension Duration {
    fileprivate init(_ time: timeval) {
        self = .seconds(time.tv_sec) + .microseconds(time.tv_usec)
    }
}
