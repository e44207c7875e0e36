# Builds dist\posture-app and dist\posture-app-setup.exe on Windows; Inno Setup 6 must be there.
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")
$version = ((python run.py --version) -split " ")[1]
.venv\Scripts\python -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build installer\posture-app.spec
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
$iscc = Join-Path ${env:ProgramFiles(x86)} "Inno Setup 6\ISCC.exe"
& $iscc "/DVersion=$version" installer\windows\posture-app.iss
exit $LASTEXITCODE
