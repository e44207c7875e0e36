; The installer for Windows: for one user, without administrator's rights.
;
;   iscc /DVersion=0.1.0 installer\windows\posture-app.iss
;
; Silent, for kiosks:  posture-app-setup.exe /VERYSILENT /TASKS="startup"
; Records are never removed unless somebody says so by hand: a silent uninstall leaves them.

#ifndef Version
  #define Version "0.0.0"
#endif

[Setup]
AppId={{7B0F2E5C-5E0E-4C0B-9C1E-6B6A5D4B8F11}
AppName=Posture
AppVersion={#Version}
AppPublisher=The posture-app project
DefaultDirName={localappdata}\Programs\posture-app
DefaultGroupName=Posture
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
OutputDir=..\..\dist
OutputBaseFilename=posture-app-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
LicenseFile=..\..\LICENSE
CloseApplications=yes
RestartApplications=no

[Languages]
Name: "english"; MessagesFile: "compiler:Default.isl"
Name: "korean"; MessagesFile: "compiler:Languages\Korean.isl"

[CustomMessages]
english.Startup=Start the kiosk when this user logs on
korean.Startup=이 사용자가 로그온하면 키오스크를 시작
english.Desktop=Put an icon on the desktop
korean.Desktop=바탕 화면에 아이콘 만들기
english.Settings=Also remove this program's settings, logs, and downloaded models?%n%nPatients' records are not among them: a records folder is removed by hand only.
korean.Settings=프로그램의 설정, 로그, 준비된 모델도 지울까요?%n%n대상자의 기록은 여기에 들어 있지 않습니다. 기록 폴더는 직접 지울 때에만 없어집니다.

[Tasks]
Name: "desktop"; Description: "{cm:Desktop}"
Name: "startup"; Description: "{cm:Startup}"; Flags: unchecked

[Files]
Source: "..\..\dist\posture-app\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\Posture"; Filename: "{app}\posture-app.exe"; WorkingDir: "{userdocs}"
Name: "{group}\Posture (kiosk)"; Filename: "{app}\posture-app.exe"; WorkingDir: "{userdocs}"; Parameters: "--kiosk"
Name: "{userdesktop}\Posture"; Filename: "{app}\posture-app.exe"; WorkingDir: "{userdocs}"; Tasks: desktop
Name: "{userstartup}\Posture kiosk"; Filename: "{app}\posture-app.exe"; WorkingDir: "{userdocs}"; Parameters: "--kiosk"; Tasks: startup

[Run]
Filename: "{app}\posture-app.exe"; Description: "{cm:LaunchProgram,Posture}"; Flags: nowait postinstall skipifsilent

[Code]
{ The folders are those of platformdirs: settings and data in AppData\Local\posture-app, logs and cache inside. }
procedure RemoveSettings;
var
  Own: String;
begin
  Own := ExpandConstant('{localappdata}\posture-app');
  DelTree(Own + '\Cache', True, True, True);
  DelTree(Own + '\Logs', True, True, True);
  DeleteFile(Own + '\settings.json');
  DeleteFile(Own + '\calibrations.json');
  DelTree(Own + '\logo-*.png', False, True, False);
  { Only goes when it is empty: backups of a records server stay. }
  RemoveDir(Own);
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
begin
  if (Step = usPostUninstall) and not UninstallSilent then
    if MsgBox(CustomMessage('Settings'), mbConfirmation, MB_YESNO or MB_DEFBUTTON2) = IDYES then
      RemoveSettings;
end;
