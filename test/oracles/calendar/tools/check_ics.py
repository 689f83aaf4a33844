#!/usr/bin/python3
"""check_ics.py FILE.ics [--start YYYYMMDD] [--end YYYYMMDD] [--strict] [--quiet]
Judges an iCalendar file with three parsers: its own RFC 5545 line reader, python3-icalendar, libical (icaltool.c beside this file, compiled on first use).
Prints normalised JSON {ok, errors, warnings, method, events:[{uid,start,end,...}]} (UTC). Exit 0 ok, 1 errors, 2 usage.
--strict: warnings (RFC SHOULDs and client hazards) fail too.
Needs Debian: python3-icalendar python3-dateutil libical-dev gcc pkg-config (run with /usr/bin/python3)."""
import sys, re, json, os, subprocess, argparse, tempfile
from datetime import datetime, date, timedelta, timezone
import icalendar, zoneinfo
from dateutil.rrule import rrulestr, rruleset
UTC = timezone.utc
SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'icaltool.c')
TOOL = os.path.join(tempfile.gettempdir(), 'icaltool-%d' % int(os.path.getmtime(SOURCE)))
if not os.path.exists(TOOL):
    flags = subprocess.run(['pkg-config', '--cflags', '--libs', 'libical'], capture_output=True, text=True, check=True).stdout.split()
    subprocess.run(['gcc', '-O2', '-o', TOOL, SOURCE] + flags, check=True)
TEXT_SINGLE = {'SUMMARY', 'DESCRIPTION', 'LOCATION', 'COMMENT', 'CONTACT', 'UID', 'PRODID', 'TZNAME', 'STATUS', 'RELATED-TO', 'X-WR-CALNAME', 'X-WR-CALDESC', 'NAME'}
TEXT_LIST = {'CATEGORIES', 'RESOURCES'}
ONCE = {'VEVENT': 'CLASS CREATED DESCRIPTION DTSTART DTEND DURATION GEO LAST-MODIFIED LOCATION ORGANIZER PRIORITY SEQUENCE STATUS SUMMARY TRANSP URL RECURRENCE-ID UID DTSTAMP COLOR'.split(),
        'VTODO': 'UID DTSTAMP DTSTART DUE DURATION COMPLETED PERCENT-COMPLETE SUMMARY STATUS SEQUENCE RECURRENCE-ID ORGANIZER'.split(),
        'VCALENDAR': 'PRODID VERSION CALSCALE METHOD'.split(), 'VTIMEZONE': 'TZID LAST-MODIFIED TZURL'.split(), 'VALARM': 'ACTION TRIGGER DURATION REPEAT'.split()}
STATUS = {'VEVENT': {'TENTATIVE', 'CONFIRMED', 'CANCELLED'}, 'VTODO': {'NEEDS-ACTION', 'COMPLETED', 'IN-PROCESS', 'CANCELLED'}, 'VJOURNAL': {'DRAFT', 'FINAL', 'CANCELLED'}}
DT = re.compile(r'^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(Z?)$'); DD = re.compile(r'^\d{8}$')
DUR = re.compile(r'^[+-]?P(\d+W|\d+D(T(\d+H(\d+M(\d+S)?)?|\d+M(\d+S)?|\d+S))?|T(\d+H(\d+M(\d+S)?)?|\d+M(\d+S)?|\d+S))$')
class Comp:
    def __init__(s, name, line): s.name, s.line, s.props, s.subs = name, line, [], []
    def all(s, n): return [p for p in s.props if p['name'] == n]
    def one(s, n):
        a = s.all(n); return a[0] if a else None
    def val(s, n):
        p = s.one(n); return p['value'] if p else None
class Check:
    def __init__(s, raw): s.raw, s.err, s.warn = raw, [], []
    def e(s, code, msg, line=None): s.err.append(dict(code=code, line=line, message=msg))
    def w(s, code, msg, line=None): s.warn.append(dict(code=code, line=line, message=msg))
    # ---------- bytes and lines
    def lines(s):
        r = s.raw
        if r.startswith(b'\xef\xbb\xbf'): s.e('bom', 'file starts with a UTF-8 byte order mark', 1); r = r[3:]
        try: r.decode('utf-8')
        except UnicodeDecodeError as x: s.e('utf8', 'not UTF-8: %s' % x)
        if re.search(rb'(?<!\r)\n', r): s.e('crlf', 'bare LF: lines must end in CRLF (RFC 5545 3.1); first at line %d' % (r[:re.search(rb'(?<!\r)\n', r).start()].count(b'\n') + 1))
        if re.search(rb'\r(?!\n)', r): s.e('crlf', 'bare CR')
        if not r.endswith(b'\r\n'): s.e('crlf-end', 'the last line does not end in CRLF')
        phys = re.split(rb'\r\n|\n|\r', r)
        if phys and phys[-1] == b'': phys.pop()
        out = []
        for i, l in enumerate(phys, 1):
            if len(l) > 75: s.e('fold-75', 'line of %d octets (limit 75 without CRLF)' % len(l), i)
            if l == b'': s.e('blank-line', 'empty content line', i); continue
            if re.search(rb'[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]', l): s.e('control', 'control character', i)
            if l[:1] in b' \t':
                if not out: s.e('fold-first', 'continuation line without a line before', i); continue
                try: out[-1][1].decode('utf-8')
                except UnicodeDecodeError: s.e('fold-utf8', 'fold splits a UTF-8 sequence', i)
                out[-1] = (out[-1][0], out[-1][1] + l[1:])
            else: out.append((i, l))
        return [(i, l.decode('utf-8', 'replace')) for i, l in out]
    def content(s, i, l):
        m = re.match(r'^([A-Za-z0-9-]+)', l)
        if not m: s.e('syntax', 'no property name: %r' % l[:40], i); return None
        name, pos, params = m.group(1).upper(), m.end(), {}
        while pos < len(l) and l[pos] == ';':
            m = re.match(r';([A-Za-z0-9-]+)=((?:"[^"\x00-\x08\x0a-\x1f]*"|[^";:,\x00-\x08\x0a-\x1f]*)(?:,(?:"[^"]*"|[^";:,]*))*)', l[pos:])
            if not m: s.e('param', 'bad parameter near %r (values holding : ; , need double quotes)' % l[pos:pos + 30], i); return None
            k = m.group(1).upper()
            if k in params: s.e('param-twice', 'parameter %s twice' % k, i)
            params[k] = [v[1:-1] if v.startswith('"') else v for v in re.findall(r'"[^"]*"|[^,]+', m.group(2))] or ['']
            pos += m.end()
        if pos >= len(l) or l[pos] != ':': s.e('syntax', 'no ":" after the name and parameters: %r' % l[:60], i); return None
        return dict(name=name, params=params, value=l[pos + 1:], line=i)
    def tree(s):
        root, stack = Comp('ROOT', 0), []
        stack.append(root)
        for i, l in s.lines():
            p = s.content(i, l)
            if not p: continue
            if p['name'] == 'BEGIN':
                c = Comp(p['value'].upper(), i); stack[-1].subs.append(c); stack.append(c)
            elif p['name'] == 'END':
                if len(stack) == 1 or stack[-1].name != p['value'].upper(): s.e('nesting', 'END:%s does not close %s' % (p['value'], stack[-1].name), i)
                else: stack.pop()
            elif len(stack) == 1: s.e('outside', 'property outside a component', i)
            else: stack[-1].props.append(p)
        if len(stack) > 1: s.e('nesting', 'missing END:%s' % stack[-1].name)
        return root
    # ---------- values
    def dtkind(s, p, v=None):
        """-> (kind, naive datetime|date) kind in date,utc,local,tz"""
        v = v if v is not None else p['value']; tz = p['params'].get('TZID', [None])[0]; vt = p['params'].get('VALUE', [''])[0].upper()
        if DD.match(v):
            if vt != 'DATE': s.e('value-date', '%s holds a DATE but has no VALUE=DATE' % p['name'], p['line'])
            if tz: s.e('tzid-date', 'TZID on a DATE value', p['line'])
            try: return 'date', datetime.strptime(v, '%Y%m%d').date()
            except ValueError: s.e('bad-date', 'no such date %s' % v, p['line']); return None, None
        m = DT.match(v)
        if not m: s.e('bad-datetime', '%s value %r is no RFC 5545 DATE or DATE-TIME (no dashes, colons or numeric offset)' % (p['name'], v), p['line']); return None, None
        if vt == 'DATE': s.e('value-date', 'VALUE=DATE with a DATE-TIME', p['line'])
        try: d = datetime.strptime(v[:15], '%Y%m%dT%H%M%S')
        except ValueError:
            s.e('bad-datetime', 'no such date-time %s' % v, p['line']); return None, None
        if m.group(7):
            if tz: s.e('tzid-utc', 'TZID must not be applied to a UTC (Z) value', p['line'])
            return 'utc', d
        return ('tz', d) if tz else ('local', d)
    def text(s, p):
        v = p['value']
        for m in re.finditer(r'\\(.?)', v):
            if m.group(1) not in ('\\', ';', ',', 'n', 'N'): s.e('escape', '%s: backslash followed by %r' % (p['name'], m.group(1)), p['line'])
        bare = re.sub(r'\\.', '', v)
        if ';' in bare: s.e('escape', '%s: unescaped ";"' % p['name'], p['line'])
        if p['name'] in TEXT_SINGLE and ',' in bare and p['name'] not in ('PRODID', 'UID'): s.e('escape', '%s: unescaped ","' % p['name'], p['line'])
    def rrule(s, p, startkind):
        v, L = p['value'], p['line']; R = {}
        for part in v.split(';'):
            if '=' not in part: s.e('rrule', 'rule part %r' % part, L); return
            k, x = part.split('=', 1); k = k.upper()
            if k in R: s.e('rrule', '%s twice' % k, L)
            R[k] = x.upper()
        known = 'FREQ UNTIL COUNT INTERVAL BYSECOND BYMINUTE BYHOUR BYDAY BYMONTHDAY BYYEARDAY BYWEEKNO BYMONTH BYSETPOS WKST'.split()
        for k in R:
            if k not in known: s.e('rrule', 'unknown rule part %s' % k, L)
        f = R.get('FREQ')
        if f not in ('SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'): s.e('rrule', 'FREQ %r' % f, L)
        if 'COUNT' in R and 'UNTIL' in R: s.e('rrule', 'COUNT and UNTIL together', L)
        for k in ('COUNT', 'INTERVAL'):
            if k in R and not re.match(r'^[1-9]\d*$', R[k]): s.e('rrule', '%s=%s' % (k, R[k]), L)
        rng = dict(BYSECOND=(0, 60), BYMINUTE=(0, 59), BYHOUR=(0, 23), BYMONTHDAY=(1, 31), BYYEARDAY=(1, 366), BYWEEKNO=(1, 53), BYMONTH=(1, 12), BYSETPOS=(1, 366))
        for k, (a, b) in rng.items():
            for x in R.get(k, '').split(',') if k in R else []:
                if not re.match(r'^[+-]?\d+$', x) or not a <= abs(int(x)) <= b or (x.startswith('-') and k in ('BYSECOND', 'BYMINUTE', 'BYHOUR', 'BYMONTH')): s.e('rrule', '%s value %r' % (k, x), L)
        for x in R.get('BYDAY', '').split(',') if 'BYDAY' in R else []:
            m = re.match(r'^([+-]?\d+)?(SU|MO|TU|WE|TH|FR|SA)$', x)
            if not m: s.e('rrule', 'BYDAY value %r' % x, L)
            elif m.group(1):
                if int(m.group(1)) == 0 or abs(int(m.group(1))) > 53: s.e('rrule', 'BYDAY ordinal %s' % x, L)
                if f not in ('MONTHLY', 'YEARLY') or 'BYWEEKNO' in R: s.e('rrule', 'BYDAY ordinal with FREQ=%s%s' % (f, ' and BYWEEKNO' if 'BYWEEKNO' in R else ''), L)
        if 'WKST' in R and R['WKST'] not in ('SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'): s.e('rrule', 'WKST', L)
        if f == 'WEEKLY' and 'BYMONTHDAY' in R: s.e('rrule', 'BYMONTHDAY with WEEKLY', L)
        if f in ('DAILY', 'WEEKLY', 'MONTHLY') and 'BYYEARDAY' in R: s.e('rrule', 'BYYEARDAY with %s' % f, L)
        if f != 'YEARLY' and 'BYWEEKNO' in R: s.e('rrule', 'BYWEEKNO with %s' % f, L)
        if 'BYSETPOS' in R and not any(k.startswith('BY') and k != 'BYSETPOS' for k in R): s.e('rrule', 'BYSETPOS alone', L)
        if 'UNTIL' in R and startkind:
            u = R['UNTIL']; k = 'date' if DD.match(u) else 'utc' if DT.match(u) and u.endswith('Z') else 'local' if DT.match(u) else None
            if k is None: s.e('rrule', 'UNTIL %r' % u, L)
            else:
                need = {'date': 'date', 'utc': 'utc', 'tz': 'utc', 'local': 'local'}[startkind]
                if k != need: s.e('until-type', 'UNTIL is %s; with this DTSTART (%s) it must be %s (RFC 5545 3.3.10)' % (k, startkind, need), L)
        if startkind == 'date' and any(k in R for k in ('BYHOUR', 'BYMINUTE', 'BYSECOND')): s.e('rrule', 'BYHOUR/BYMINUTE/BYSECOND with a DATE DTSTART', L)
    # ---------- components
    def calendar(s, cal, tzids):
        for n in ('PRODID', 'VERSION'):
            if len(cal.all(n)) != 1: s.e('vcalendar', '%s must occur exactly once (found %d)' % (n, len(cal.all(n))), cal.line)
        if cal.val('VERSION') not in (None, '2.0'): s.e('vcalendar', 'VERSION must be 2.0', cal.line)
        if not cal.subs: s.e('vcalendar', 'no component', cal.line)
        for z in cal.subs:
            if z.name != 'VTIMEZONE': continue
            t = z.val('TZID')
            if not t: s.e('vtimezone', 'no TZID', z.line); continue
            if t in tzids: s.e('vtimezone', 'TZID %s defined twice' % t, z.line)
            tzids[t] = z
            obs = [o for o in z.subs if o.name in ('STANDARD', 'DAYLIGHT')]
            if not obs: s.e('vtimezone', 'needs STANDARD or DAYLIGHT', z.line)
            if obs and not any(o.name == 'STANDARD' for o in obs): s.w('vtimezone-standard', 'no STANDARD observance (some clients need one)', z.line)
            for o in obs:
                for n in ('DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO'):
                    if len(o.all(n)) != 1: s.e('vtimezone', '%s %s must occur once' % (o.name, n), o.line)
                for n in ('TZOFFSETFROM', 'TZOFFSETTO'):
                    v = o.val(n)
                    if v and (not re.match(r'^[+-]\d{4}(\d{2})?$', v) or v in ('-0000', '-000000')): s.e('utc-offset', '%s:%s' % (n, v), o.line)
                if o.one('DTSTART') and s.dtkind(o.one('DTSTART'))[0] not in ('local', None): s.e('vtimezone', 'DTSTART must be a local DATE-TIME', o.line)
                for r in o.all('RRULE'):
                    R = dict(x.split('=', 1) for x in r['value'].split(';') if '=' in x)
                    if 'UNTIL' in R and not R['UNTIL'].endswith('Z'): s.e('until-type', 'UNTIL in a VTIMEZONE rule must be UTC', r['line'])
                    s.rrule(dict(r, value=re.sub(r'UNTIL=[^;]*;?', '', r['value']).rstrip(';')), 'local')
    def event(s, c, cal, tzids, method, used):
        L = c.line; n = len
        for k in ('UID', 'DTSTAMP'):
            if n(c.all(k)) != 1: s.e('required', '%s: %s must occur exactly once (found %d)' % (c.name, k, n(c.all(k))), L)
        if c.val('UID') == '': s.e('required', 'empty UID', L)
        if c.val('UID') and len(c.val('UID').encode()) > 255: s.w('uid-long', 'UID longer than 255 octets (RFC 7986 5.3)', L)
        for k in ONCE.get(c.name, []):
            if k not in ('UID', 'DTSTAMP') and n(c.all(k)) > 1: s.e('once', '%s occurs %d times' % (k, n(c.all(k))), L)
        if n(c.all('RRULE')) > 1: s.w('rrule-twice', 'more than one RRULE (SHOULD NOT)', L)
        if c.name == 'VEVENT':
            if not c.one('DTSTART') and not method: s.e('required', 'DTSTART is required when there is no METHOD', L)
            if c.one('DTEND') and c.one('DURATION'): s.e('dtend-duration', 'DTEND and DURATION together', L)
            if not c.one('SUMMARY'): s.w('summary', 'no SUMMARY (clients show "no title"; iTIP needs it)', L)
        kinds = {}
        for k in ('DTSTART', 'DTEND', 'RECURRENCE-ID', 'DTSTAMP', 'CREATED', 'LAST-MODIFIED', 'DUE'):
            p = c.one(k)
            if p:
                kinds[k] = s.dtkind(p)
                if k in ('DTSTAMP', 'CREATED', 'LAST-MODIFIED') and kinds[k][0] != 'utc': s.e('must-be-utc', '%s must be UTC' % k, p['line'])
        sk = kinds.get('DTSTART', (None, None))
        for k in ('EXDATE', 'RDATE'):
            for p in c.all(k):
                for v in p['value'].split(','):
                    if p['params'].get('VALUE', [''])[0].upper() == 'PERIOD': v = v.split('/')[0]
                    kk = s.dtkind(dict(p, params={a: b for a, b in p['params'].items() if not (a == 'VALUE' and b[0].upper() == 'PERIOD')}), v)[0]
                    if k == 'EXDATE' and kk and sk[0] and (kk == 'date') != (sk[0] == 'date'): s.e('exdate-type', 'EXDATE is %s but DTSTART is %s' % (kk, sk[0]), p['line'])
        for p in c.props:
            t = p['params'].get('TZID', [None])[0]
            if t:
                used.add(t)
                if t not in tzids and not t.startswith('/'): s.e('tzid-undefined', '%s;TZID=%s has no VTIMEZONE in the file (RFC 5545 3.2.19)' % (p['name'], t), p['line'])
            if p['name'] in TEXT_SINGLE | TEXT_LIST: s.text(p)
            if p['name'] in ('ATTENDEE', 'ORGANIZER') and not re.match(r'^[A-Za-z][A-Za-z0-9+.-]*:', p['value']): s.e('cal-address', '%s is no URI (mailto: missing?)' % p['name'], p['line'])
        if 'DTEND' in kinds and sk[0]:
            e = kinds['DTEND']
            if e[0] and (e[0] == 'date') != (sk[0] == 'date'): s.e('dtend-type', 'DTEND and DTSTART value types differ', L)
            elif e[0] == sk[0] and e[1] <= sk[1] and c.one('DTEND')['params'].get('TZID') == c.one('DTSTART')['params'].get('TZID'): s.e('dtend-order', 'DTEND is not later than DTSTART', L)
            elif e[0] and (e[0] == 'local') != (sk[0] == 'local'): s.e('dtend-type', 'one of DTSTART/DTEND is floating', L)
        for p in c.all('DURATION'):
            if not DUR.match(p['value']): s.e('duration', 'DURATION %r' % p['value'], p['line'])
            elif p['value'].startswith('-'): s.e('duration', 'negative DURATION', p['line'])
            elif sk[0] == 'date' and 'T' in p['value']: s.e('duration', 'DATE DTSTART needs a DURATION in days or weeks', p['line'])
        if c.val('STATUS') and c.name in STATUS and c.val('STATUS').upper() not in STATUS[c.name]: s.e('status', 'STATUS:%s' % c.val('STATUS'), L)
        if c.val('SEQUENCE') is not None and not re.match(r'^\d+$', c.val('SEQUENCE')): s.e('sequence', 'SEQUENCE:%s' % c.val('SEQUENCE'), L)
        if c.val('PRIORITY') is not None and not re.match(r'^[0-9]$', c.val('PRIORITY')): s.e('priority', 'PRIORITY', L)
        if c.val('TRANSP') and c.val('TRANSP').upper() not in ('OPAQUE', 'TRANSPARENT'): s.e('transp', 'TRANSP', L)
        for p in c.all('RRULE'):
            s.rrule(p, sk[0])
            if sk[0] == 'local': s.w('rrule-floating', 'recurring event with floating time (no TZID): shown at a different instant in each zone', p['line'])
            if sk[0] == 'utc': s.w('rrule-utc', 'recurring event with UTC DTSTART: wall time shifts at DST', p['line'])
        if c.one('RECURRENCE-ID') and c.all('RRULE') and 'RANGE' not in c.one('RECURRENCE-ID')['params']: s.w('override-rrule', 'RRULE in an override', L)
        if method in ('REQUEST', 'CANCEL', 'PUBLISH', 'REPLY', 'ADD') and c.name == 'VEVENT':
            if not c.one('ORGANIZER'): (s.e if method != 'PUBLISH' else s.w)('itip-organizer', 'METHOD:%s needs ORGANIZER (RFC 5546)' % method, L)
            if method == 'REQUEST' and not c.all('ATTENDEE'): s.e('itip-attendee', 'METHOD:REQUEST needs ATTENDEE', L)
            if method == 'PUBLISH' and c.all('ATTENDEE'): s.e('itip-attendee', 'METHOD:PUBLISH must not hold ATTENDEE', L)
            if method == 'CANCEL' and c.val('SEQUENCE') is None: s.e('itip-sequence', 'METHOD:CANCEL needs SEQUENCE', L)
            if method == 'CANCEL' and (c.val('STATUS') or '').upper() != 'CANCELLED': s.w('itip-status', 'METHOD:CANCEL should carry STATUS:CANCELLED', L)
            if method == 'REQUEST' and c.val('SEQUENCE') is None: s.w('itip-sequence', 'METHOD:REQUEST without SEQUENCE (counts as 0; updates need it)', L)
            if method in ('REQUEST', 'PUBLISH') and not c.one('DTSTART'): s.e('required', 'METHOD:%s needs DTSTART' % method, L)
        for a in c.subs:
            if a.name != 'VALARM': continue
            for k in ('ACTION', 'TRIGGER'):
                if n(a.all(k)) != 1: s.e('valarm', '%s must occur once' % k, a.line)
            act = (a.val('ACTION') or '').upper()
            if act in ('DISPLAY', 'EMAIL') and not a.one('DESCRIPTION'): s.e('valarm', 'ACTION:%s needs DESCRIPTION' % act, a.line)
            if act == 'EMAIL' and (not a.one('SUMMARY') or not a.all('ATTENDEE')): s.e('valarm', 'ACTION:EMAIL needs SUMMARY and ATTENDEE', a.line)
            if bool(a.one('DURATION')) != bool(a.one('REPEAT')): s.e('valarm', 'DURATION and REPEAT go together', a.line)
            t = a.one('TRIGGER')
            if t and t['params'].get('VALUE', ['DURATION'])[0].upper() == 'DURATION' and not DUR.match(t['value']): s.e('valarm', 'TRIGGER %r' % t['value'], a.line)
        return kinds
def zone(tzid):
    try: return zoneinfo.ZoneInfo(tzid.lstrip('/'))
    except Exception: return None
def z2(d): return d.astimezone(UTC).strftime('%Y-%m-%dT%H:%M:%SZ')
def main():
    ap = argparse.ArgumentParser(); ap.add_argument('file'); ap.add_argument('--start', default='19900101'); ap.add_argument('--end', default='20600101'); ap.add_argument('--strict', action='store_true'); ap.add_argument('--quiet', action='store_true')
    a = ap.parse_args(); raw = open(a.file, 'rb').read(); k = Check(raw); root = k.tree(); W0 = datetime.strptime(a.start, '%Y%m%d').replace(tzinfo=UTC); W1 = datetime.strptime(a.end, '%Y%m%d').replace(tzinfo=UTC)
    cals = [c for c in root.subs if c.name == 'VCALENDAR']
    if len(cals) != 1: k.e('vcalendar', 'expected one VCALENDAR, found %d' % len(cals))
    events, method = [], None
    for cal in cals:
        tzids, used = {}, set()
        for n in ONCE['VCALENDAR']:
            if len(cal.all(n)) > 1 and n not in ('PRODID', 'VERSION'): k.e('once', '%s occurs twice' % n, cal.line)
        k.calendar(cal, tzids); method = (cal.val('METHOD') or '').upper() or None
        if cal.val('CALSCALE') and cal.val('CALSCALE').upper() != 'GREGORIAN': k.e('calscale', 'CALSCALE', cal.line)
        for p in cal.props:
            if p['name'] in TEXT_SINGLE: k.text(p)
        comps = [c for c in cal.subs if c.name in ('VEVENT', 'VTODO')]; seen = {}; ks = {}
        for c in comps: ks[id(c)] = k.event(c, cal, tzids, method, used)
        for t in tzids:
            if t not in used: k.w('vtimezone-unused', 'VTIMEZONE %s is not used' % t, tzids[t].line)
        xwr = cal.val('X-WR-TIMEZONE')
        if xwr and zone(xwr) is None: k.w('x-wr-timezone', 'X-WR-TIMEZONE %s is no IANA zone' % xwr)
        for c in comps:
            rid = c.val('RECURRENCE-ID'); key = (c.name, c.val('UID'), rid and (c.one('RECURRENCE-ID')['params'].get('TZID', [''])[0], rid))
            if key in seen: k.e('uid-duplicate', 'UID %s %s occurs twice' % (key[1], 'RECURRENCE-ID ' + rid if rid else 'without RECURRENCE-ID'), c.line)
            seen[key] = c
        if method in ('REQUEST', 'CANCEL', 'REPLY', 'ADD') and len({c.val('UID') for c in comps}) > 1: k.e('itip-uid', 'METHOD:%s: all components must have one UID (RFC 5546)' % method)
        for c in comps:
            rk = ks[id(c)].get('RECURRENCE-ID')
            if rk:
                m = seen.get((c.name, c.val('UID'), None))
                if m is None and method is None: k.w('override-orphan', 'RECURRENCE-ID without a master component of that UID', c.line)
                elif m is not None:
                    mk = ks[id(m)].get('DTSTART', (None,))[0]
                    if mk and rk[0] and mk != rk[0]: (k.e if 'date' in (mk, rk[0]) or 'local' in (mk, rk[0]) else k.w)('recurrence-id-type', 'RECURRENCE-ID form (%s) differs from the master DTSTART (%s): RFC 5545 3.8.4.4 wants the same' % (rk[0], mk), c.line)
    # ---------- python3-icalendar expansion with zoneinfo
    def inst(p, v=None):
        kd, d = Check(b'').dtkind(p, v)
        if kd == 'utc': return d.replace(tzinfo=UTC), kd
        if kd == 'tz':
            z = zone(p['params']['TZID'][0])
            return (d.replace(tzinfo=z) if z else None), kd
        if kd == 'date': return datetime(d.year, d.month, d.day, tzinfo=UTC), kd
        return (d.replace(tzinfo=UTC) if d else None), kd
    per, ical_ok = {}, True
    try:
        ic = icalendar.Calendar.from_ical(raw)
        ic_events = list(ic.walk('VEVENT'))
        for x in ic_events:
            for er in getattr(x, 'errors', []): k.e('icalendar', 'python3-icalendar: %s %s' % er)
    except Exception as x: k.e('icalendar', 'python3-icalendar cannot parse: %s' % x); ical_ok = False; ic_events = []
    flat = []
    for cal in cals:
        for idx, c in enumerate([c for c in cal.subs if c.name == 'VEVENT']):
            p = c.one('DTSTART')
            if not p: continue
            s0, kd = inst(p)
            if s0 is None:
                if kd == 'tz': k.w('tzid-not-iana', 'TZID %s is not an IANA name: cannot cross-check its VTIMEZONE' % p['params']['TZID'][0], p['line'])
                continue
            dur = timedelta(0); wall_end = None
            if c.one('DTEND'):
                e0, _ = inst(c.one('DTEND'))
                if e0: dur = e0.astimezone(UTC) - s0.astimezone(UTC); wall_end = e0
            elif c.one('DURATION'):
                try: dur = icalendar.vDuration.from_ical(c.val('DURATION'))
                except Exception: pass
            elif kd == 'date': dur = timedelta(days=1)
            rs = rruleset(); ok = True
            if c.all('RRULE'):
                for r in c.all('RRULE'):
                    try: rs.rrule(rrulestr(r['value'], dtstart=s0 if kd not in ('local', 'date') else s0.replace(tzinfo=None)))
                    except Exception as x: k.e('rrule', 'dateutil: %s' % x, r['line']); ok = False
            else: rs.rdate(s0 if kd not in ('local', 'date') else s0.replace(tzinfo=None))
            if not ok: continue
            strip = lambda d: d.replace(tzinfo=None) if kd in ('local', 'date') else d
            for q in c.all('RDATE'):
                for v in q['value'].split(','): 
                    d = inst(q, v.split('/')[0])[0]
                    if d: rs.rdate(strip(d))
            ex = []
            for q in c.all('EXDATE'):
                for v in q['value'].split(','):
                    d = inst(q, v)[0]
                    if d: ex.append((strip(d), q['line']))
            base = []
            for d in rs:
                du = d.replace(tzinfo=UTC) if d.tzinfo is None else d.astimezone(UTC)
                if du >= W1 or len(base) > 5000: break
                base.append(du)
            exu = {(d.replace(tzinfo=UTC) if d.tzinfo is None else d.astimezone(UTC)): l for d, l in ex}
            for d, l in exu.items():
                if d not in base and d < W1: k.w('exdate-miss', 'EXDATE %s matches no occurrence' % z2(d), l)
            if c.all('RRULE') and base and base[0] != s0.astimezone(UTC): k.w('dtstart-unsynchronised', 'DTSTART is not an occurrence of its RRULE (RFC: undefined; clients differ)', c.line)
            occ = [d for d in base if d not in exu and d >= W0]
            flat.append(dict(c=c, uid=c.val('UID'), kd=kd, dur=dur, occ=occ, base=base, rid=(inst(c.one('RECURRENCE-ID'))[0].astimezone(UTC) if c.one('RECURRENCE-ID') and inst(c.one('RECURRENCE-ID'))[0] else None)))
    masters = {f['uid']: f for f in flat if f['rid'] is None}; over = {}
    for f in flat:
        if f['rid'] is not None:
            over.setdefault(f['uid'], {})[f['rid']] = f
            m = masters.get(f['uid'])
            if m and f['rid'] not in m['base'] and f['rid'] < W1: k.e('override-miss', 'RECURRENCE-ID %s is no occurrence of the master' % z2(f['rid']), f['c'].line)
    unesc = lambda v: None if v is None else re.sub(r'\\(.)', lambda m: '\n' if m.group(1) in 'nN' else m.group(1), v)
    def emit(f, d, rid=None):
        c = f['c']; e = dict(uid=f['uid'], start=z2(d) if f['kd'] != 'date' else d.strftime('%Y-%m-%d'), end=z2(d + f['dur']) if f['kd'] != 'date' else (d + f['dur']).strftime('%Y-%m-%d'), summary=unesc(c.val('SUMMARY')), status=(c.val('STATUS') or ('CANCELLED' if method == 'CANCEL' else 'CONFIRMED')).upper(), sequence=int(c.val('SEQUENCE') or 0) if (c.val('SEQUENCE') or '0').isdigit() else None, allDay=f['kd'] == 'date', floating=f['kd'] == 'local')
        for n, key in (('LOCATION', 'location'), ('DESCRIPTION', 'description')):
            if c.val(n) is not None: e[key] = unesc(c.val(n))
        if rid: e['recurrenceId'] = z2(rid)
        events.append(e)
    for f in flat:
        if f['rid'] is not None: emit(f, f['occ'][0] if f['occ'] else f['rid'], f['rid']); continue
        for d in f['occ']:
            if d in over.get(f['uid'], {}): continue
            emit(f, d)
    events.sort(key=lambda e: (e['start'], e['uid'] or ''))
    # ---------- libical
    lib = None
    try:
        o = subprocess.run([TOOL, 'expand', a.file, W0.strftime('%Y%m%dT%H%M%SZ'), W1.strftime('%Y%m%dT%H%M%SZ')], capture_output=True, text=True, timeout=60); lib = json.loads(o.stdout)
    except Exception as x: k.e('libical', 'libical cannot process: %s' % x)
    if lib:
        if 'error' in lib: k.e('libical', lib['error'])
        else:
            for er in lib['errors']: (k.w if method == 'PUBLISH' and 'ORGANIZER' in er['text'] else k.e)('libical', '%s: %s' % (er['component'], er['text']))
            if len(lib['events']) != len([c for cal in cals for c in cal.subs if c.name == 'VEVENT']): k.e('libical', 'libical sees %d VEVENTs' % len(lib['events']))
            else:
                allv = [c for cal in cals for c in cal.subs if c.name == 'VEVENT']; fm = {id(f['c']): f for f in flat}
                for c, le in zip(allv, lib['events']):
                    f = fm.get(id(c))
                    for key, n in (('summary', 'SUMMARY'), ('description', 'DESCRIPTION'), ('location', 'LOCATION')):
                        if c.val(n) is not None and key in le and le[key].strip() != unesc(c.val(n)).strip(): k.e('text-differs', '%s: libical reads %r' % (n, le[key][:80]), c.line)
                    if f and f['rid'] is None:
                        mine = [z2(d) for d in f['occ']]; th = sorted(set(x[0] for x in le['occurrences']))
                        if mine != th:
                            only_t, only_m = [x for x in th if x not in mine][:4], [x for x in mine if x not in th][:4]
                            k.e('oracles-differ', 'dateutil+zoneinfo and libical (which uses the VTIMEZONE in the file) give other instants: libical only %s, zoneinfo only %s — a wrong VTIMEZONE, or a rule libical 3.0.16 gets wrong (WEEKLY/DAILY BYSETPOS, DAILY negative BYMONTHDAY, HOURLY INTERVAL+BYHOUR, WKST=SA, starts inside a DST gap/overlap)' % (only_t, only_m), c.line)
    for x, c in zip(ic_events, [c for cal in cals for c in cal.subs if c.name == 'VEVENT']):
        for n in ('SUMMARY', 'DESCRIPTION', 'LOCATION'):
            if c.val(n) is not None and x.get(n) is not None and not isinstance(x.get(n), list) and str(x.get(n)) != unesc(c.val(n)) and not re.search(r'\\\\[nN;,]', c.val(n)): k.e('text-differs', '%s: python3-icalendar reads %r' % (n, str(x.get(n))[:80]), c.line)
    ok = not k.err and not (a.strict and k.warn)
    res = dict(ok=ok, errors=k.err, warnings=k.warn, method=method, count=len(events), events=[] if a.quiet else events)
    print(json.dumps(res, ensure_ascii=False, indent=1)); sys.exit(0 if ok else 1)
if __name__ == '__main__': main()
