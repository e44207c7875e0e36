#!/usr/bin/env bash
# Tries the package on a bare Debian without Python: installs it into a fresh root, lets it assess the
# demonstration's person on a screen in memory, and looks at what came out. Needs to be root and debootstrap;
# takes about three minutes and 1.5 GB.
#
#     sudo installer/check_bare_debian.sh dist/posture-app_*.deb /tmp/bare
set -euo pipefail
package=$(realpath "$1") root=$2 release=${3:-bookworm}

[ -d "$root/usr" ] || debootstrap --variant=minbase "$release" "$root" >/dev/null
trap 'umount -l "$root/proc" "$root/sys" "$root/dev"' EXIT
mount -t proc proc "$root/proc"
mount -t sysfs sys "$root/sys"
mount --bind /dev "$root/dev"
cp "$package" "$root/root/posture-app.deb"
cat >"$root/root/try.sh" <<'TRY'
set -eu
export DEBIAN_FRONTEND=noninteractive DISPLAY=:77 LANG=C.UTF-8
if command -v python3; then
    echo "There is a Python in this root: name one that does not exist yet." >&2
    exit 1
fi
apt-get update -qq
apt-get install -y -qq --no-install-recommends /root/posture-app.deb xvfb xdotool x11-apps strace >/root/apt.log 2>&1
Xvfb :77 -noreset -screen 0 1280x800x24 >/dev/null 2>&1 &
screen=$!
until xdotool getdisplaygeometry >/dev/null 2>&1; do kill -0 $screen; done
rm -rf /root/out
strace -f -qq -e trace=connect,bind -o /root/sockets posture-app --camera demo --autopilot -o /root/out &
program=$!
xdotool search --sync --onlyvisible --name . windowfocus >/dev/null 2>&1
xwd -root -out /root/window.xwd
wait $program
for file in report.pdf assessment.json front.overlay.jpg side.overlay.jpg back.overlay.jpg; do
    test -s "/root/out/$file"
done
head -c 5 /root/out/report.pdf | grep -q %PDF-
if grep -E 'AF_INET6?' /root/sockets; then
    echo "It opened a connection." >&2
    exit 1
fi
kill $screen
echo "The package runs on a bare $(. /etc/os-release && echo "$PRETTY_NAME"): report written, no connection opened."
TRY
chroot "$root" sh /root/try.sh
