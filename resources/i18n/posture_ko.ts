<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>편집(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Capture</source>
        <translation>촬영(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>이동(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>New person</source>
        <translation>새 대상자</translation>
    </message>
    <message>
        <source>Open photographs…</source>
        <translation>사진 열기…</translation>
    </message>
    <message>
        <source>Paste a photograph</source>
        <translation>사진 붙여넣기</translation>
    </message>
    <message>
        <source>Try the demonstration</source>
        <translation>데모 해 보기</translation>
    </message>
    <message>
        <source>Save the report…</source>
        <translation>보고서 저장…</translation>
    </message>
    <message>
        <source>Print the report…</source>
        <translation>보고서 인쇄…</translation>
    </message>
    <message>
        <source>Save to records</source>
        <translation>기록에 저장</translation>
    </message>
    <message>
        <source>Bring in an archive…</source>
        <translation>보관 파일 가져오기…</translation>
    </message>
    <message>
        <source>Lock the records</source>
        <translation>기록 잠그기</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Give the point back to the program</source>
        <translation>점을 프로그램이 찾은 자리로</translation>
    </message>
    <message>
        <source>Look for stickers</source>
        <translation>스티커 찾기</translation>
    </message>
    <message>
        <source>Take the picture now</source>
        <translation>지금 촬영</translation>
    </message>
    <message>
        <source>Hands-free on or off</source>
        <translation>자동 촬영 켜기/끄기</translation>
    </message>
    <message>
        <source>Leave this view out</source>
        <translation>이 방향 건너뛰기</translation>
    </message>
    <message>
        <source>Take this view anew</source>
        <translation>이 방향 다시 촬영</translation>
    </message>
    <message>
        <source>Voice on or off</source>
        <translation>음성 켜기/끄기</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>대상자</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>촬영</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>검토</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>보고서</translation>
    </message>
    <message>
        <source>Compare visits</source>
        <translation>방문 비교</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Repeatability</source>
        <translation>반복성</translation>
    </message>
    <message>
        <source>Camera and room</source>
        <translation>카메라와 공간</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>밝게/어둡게</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>글자 크게</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>글자 작게</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>전체 화면</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>사용 설명서</translation>
    </message>
    <message>
        <source>Show the welcome again</source>
        <translation>시작 안내 다시 보기</translation>
    </message>
    <message>
        <source>Find an action…</source>
        <translation>명령 찾기…</translation>
    </message>
</context>
<context>
    <name>ArchiveImport</name>
    <message>
        <source>Archives of a patient ({endings})</source>
        <translation>대상자 보관 파일 ({endings})</translation>
    </message>
    <message>
        <source>Bring in an archive</source>
        <translation>보관 파일 가져오기</translation>
    </message>
    <message>
        <source>Reading {file} …</source>
        <translation>{file} 읽는 중 …</translation>
    </message>
    <message>
        <source>Brought in: {name}, visits: {count}</source>
        <translation>가져왔습니다: {name}, 방문 {count}건</translation>
    </message>
</context>
<context>
    <name>AuditPane</name>
    <message>
        <source>Audit trail</source>
        <translation>감사 기록</translation>
    </message>
    <message>
        <source>Only of a patient: name, code, or birth date</source>
        <translation>대상자별 보기: 이름, 번호, 생년월일</translation>
    </message>
    <message>
        <source>Only of a patient</source>
        <translation>대상자별 보기</translation>
    </message>
    <message>
        <source>{count} lines, the newest first</source>
        <translation>{count}줄, 최근 순</translation>
    </message>
</context>
<context>
    <name>Autopilot</name>
    <message>
        <source>The capture took too long; the last instruction was: {instruction}</source>
        <translation>촬영이 너무 오래 걸렸습니다. 마지막 안내: {instruction}</translation>
    </message>
</context>
<context>
    <name>BackupsPane</name>
    <message>
        <source>Backups</source>
        <translation>백업</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>지금 백업</translation>
    </message>
    <message>
        <source>Check everything</source>
        <translation>전체 검사</translation>
    </message>
    <message>
        <source>Bring back…</source>
        <translation>복원…</translation>
    </message>
    <message>
        <source>How far the check is</source>
        <translation>검사 진행</translation>
    </message>
    <message>
        <source>A backup is a dump of the database in this computer&apos;s data folder, without the patients&apos; keys; have the server itself backed up too.</source>
        <translation>백업은 이 컴퓨터의 데이터 폴더에 두는 데이터베이스 덤프이며 대상자의 키는 들어 있지 않습니다. 서버 자체도 백업되게 하세요.</translation>
    </message>
    <message>
        <source>A backup stands in the records&apos; own folder; copy the whole folder to another drive as well.</source>
        <translation>백업은 기록 폴더 안에 있으니 폴더 전체를 다른 드라이브에도 복사해 두세요.</translation>
    </message>
    <message>
        <source>Every opening makes one</source>
        <translation>열 때마다 만들고</translation>
    </message>
    <message>
        <source>The first opening of a day makes one</source>
        <translation>하루에 처음 열 때 만들고</translation>
    </message>
    <message>
        <source>Opening makes one after {days} days</source>
        <translation>{days}일이 지나 열면 만들고</translation>
    </message>
    <message>
        <source>{rule}, and the newest {count} stay (in the settings).</source>
        <translation>{rule}, 최근 {count}개를 남깁니다(설정에서 바꿀 수 있습니다).</translation>
    </message>
    <message>
        <source>The check decrypts every photograph and follows the audit trail.</source>
        <translation>검사는 모든 사진을 복호화하고 감사 기록을 확인합니다.</translation>
    </message>
    <message>
        <source>There is no backup yet.</source>
        <translation>아직 백업이 없습니다.</translation>
    </message>
    <message>
        <source>Written: {name}</source>
        <translation>백업함: {name}</translation>
    </message>
    <message>
        <source>Everything is whole.</source>
        <translation>모두 온전합니다.</translation>
    </message>
    <message>
        <source>Brought back: {name}. Unlock the records again.</source>
        <translation>복원함: {name}. 기록의 잠금을 다시 해제하세요.</translation>
    </message>
</context>
<context>
    <name>CalibrationPage</name>
    <message>
        <source>Go to the capture</source>
        <translation>촬영으로 가기</translation>
    </message>
    <message>
        <source>Live picture</source>
        <translation>실시간 화면</translation>
    </message>
    <message>
        <source>Waiting for a picture from the camera …</source>
        <translation>카메라 화면을 기다리는 중 …</translation>
    </message>
    <message>
        <source>Remember this level</source>
        <translation>이 수평 기억하기</translation>
    </message>
    <message>
        <source>Two points on a door frame</source>
        <translation>문틀에 두 점 찍기</translation>
    </message>
    <message>
        <source>Use this line</source>
        <translation>이 선 사용</translation>
    </message>
    <message>
        <source>Open a photo</source>
        <translation>사진 열기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>How the camera stands</source>
        <translation>카메라 설치 상태</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>seen, but it cannot be used</source>
        <translation>보이지만 사용할 수 없음</translation>
    </message>
    <message>
        <source>Waiting for a picture.</source>
        <translation>화면을 기다리고 있습니다.</translation>
    </message>
    <message>
        <source>The room shows no sure verticals. Set two points on a door frame, or hang the calibration sheet.</source>
        <translation>공간에 확실한 수직선이 없습니다. 문틀에 두 점을 찍거나 보정 시트를 거세요.</translation>
    </message>
    <message>
        <source>Read {source}, seen from behind the camera. It is taken out of every measure.</source>
        <translation>{source} 읽은 값이며, 카메라 뒤에서 본 방향입니다. 모든 측정값에서 제거됩니다.</translation>
    </message>
    <message>
        <source>Level unknown</source>
        <translation>수평 알 수 없음</translation>
    </message>
    <message>
        <source>The camera&apos;s level is remembered.</source>
        <translation>카메라의 수평을 기억했습니다.</translation>
    </message>
    <message>
        <source>{count} of {all} pictures of the sheet</source>
        <translation>시트 사진 {all}장 중 {count}장</translation>
    </message>
    <message>
        <source>Hold the sheet before the camera, large, tilted to another side each time, also in the corners; keep it still until the number rises.</source>
        <translation>시트를 카메라 앞에 크게 들고 매번 다른 쪽으로 기울여 화면 모서리까지 보여 주세요. 숫자가 올라갈 때까지 움직이지 마세요.</translation>
    </message>
    <message>
        <source>The lens is measured. Hang the sheet on the wall and calibrate with it.</source>
        <translation>렌즈를 측정했습니다. 시트를 벽에 걸고 시트로 보정하세요.</translation>
    </message>
    <message>
        <source>There is no picture yet. Open a photo that this camera took.</source>
        <translation>아직 화면이 없습니다. 이 카메라로 찍은 사진을 여세요.</translation>
    </message>
    <message>
        <source>Upper point</source>
        <translation>위쪽 점</translation>
    </message>
    <message>
        <source>Lower point</source>
        <translation>아래쪽 점</translation>
    </message>
    <message>
        <source>Drag both points onto one upright edge, as far apart as it goes. The wheel zooms; Tab and the arrow keys do the same.</source>
        <translation>두 점을 하나의 곧은 수직 가장자리 위로, 되도록 멀리 떨어지게 끌어 놓으세요. 휠로 확대하고, Tab과 화살표 키로도 옮길 수 있습니다.</translation>
    </message>
    <message>
        <source>Photographs ({endings})</source>
        <translation>사진 ({endings})</translation>
    </message>
    <message>
        <source>A photo that this camera took</source>
        <translation>이 카메라로 찍은 사진</translation>
    </message>
</context>
<context>
    <name>CameraChoice</name>
    <message>
        <source>First camera found</source>
        <translation>처음 찾은 카메라</translation>
    </message>
    <message>
        <source>Demonstration</source>
        <translation>데모</translation>
    </message>
</context>
<context>
    <name>CameraStep</name>
    <message>
        <source>The camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Stand where your patients will stand, or ask somebody to. When the checks are green, the camera is in its place; no photograph is taken.</source>
        <translation>대상자가 설 자리에 직접 서거나 다른 사람에게 부탁하세요. 점검이 초록색이면 카메라가 제자리에 있는 것입니다. 사진은 찍지 않습니다.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Turned by</source>
        <translation>회전</translation>
    </message>
    <message>
        <source>{degrees}° clockwise</source>
        <translation>시계 방향 {degrees}°</translation>
    </message>
    <message>
        <source>Upright as it is</source>
        <translation>회전 없음</translation>
    </message>
    <message>
        <source>No camera: use the demonstration</source>
        <translation>카메라 없음: 데모 사용</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
</context>
<context>
    <name>CameraTroubleCard</name>
    <message>
        <source>The camera gives no picture</source>
        <translation>카메라 화면이 나오지 않아요</translation>
    </message>
    <message>
        <source>It goes on by itself as soon as the camera is back.</source>
        <translation>카메라가 다시 연결되면 저절로 이어져요.</translation>
    </message>
</context>
<context>
    <name>CapturePage</name>
    <message>
        <source>Import a photo</source>
        <translation>사진 가져오기</translation>
    </message>
    <message>
        <source>Take picture now</source>
        <translation>지금 촬영</translation>
    </message>
    <message>
        <source>Space bar or foot pedal</source>
        <translation>스페이스 바 또는 발 페달</translation>
    </message>
    <message>
        <source>Hands free</source>
        <translation>자동 촬영</translation>
    </message>
    <message>
        <source>Leave this view out</source>
        <translation>이 방향 건너뛰기</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>촬영됨</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>지금</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>다음</translation>
    </message>
    <message>
        <source>After that</source>
        <translation>그다음</translation>
    </message>
    <message>
        <source>Voice on</source>
        <translation>음성 켜짐</translation>
    </message>
    <message>
        <source>Voice off</source>
        <translation>음성 꺼짐</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>사진</translation>
    </message>
    <message>
        <source>Front</source>
        <translation>앞</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>옆</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤</translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation>카메라 화면</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>거울</translation>
    </message>
    <message>
        <source>Whole body</source>
        <translation>온몸</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>거리</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>방향</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝기</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>멈춤</translation>
    </message>
    <message>
        <source>Say it again</source>
        <translation>다시 듣기</translation>
    </message>
    <message>
        <source>I need help</source>
        <translation>도움 요청</translation>
    </message>
    <message>
        <source>Fill the white outline. Let your arms hang and look at the wall in front of you.</source>
        <translation>흰 윤곽에 맞춰 서서 팔을 편하게 내리고 앞쪽 벽을 보세요.</translation>
    </message>
    <message>
        <source>Fill the white outline. Let your arms hang and look straight ahead.</source>
        <translation>흰 윤곽에 맞춰 서서 팔을 편하게 내리고 앞을 똑바로 보세요.</translation>
    </message>
    <message>
        <source>Fill the white outline. Let your arms hang and look into the camera.</source>
        <translation>흰 윤곽에 맞춰 서서 팔을 편하게 내리고 카메라를 보세요.</translation>
    </message>
    <message>
        <source>One moment, the picture is being measured.</source>
        <translation>잠시만 기다려 주세요. 사진을 측정하고 있어요.</translation>
    </message>
</context>
<context>
    <name>CaptureWords</name>
    <message>
        <source>stops if you move</source>
        <translation>움직이면 멈춥니다</translation>
    </message>
    <message>
        <source>Measuring the photograph …</source>
        <translation>사진을 측정하는 중 …</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>기다리는 중</translation>
    </message>
    <message>
        <source>One thing to change</source>
        <translation>한 가지만 바꿔 주세요</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>Taking pictures</source>
        <translation>촬영 중</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>촬영됨</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>The countdown stopped. It begins anew as soon as all is right.</source>
        <translation>카운트다운이 멈췄습니다. 모두 맞으면 다시 시작합니다.</translation>
    </message>
    <message>
        <source>The picture takes itself.</source>
        <translation>사진은 저절로 찍힙니다.</translation>
    </message>
    <message>
        <source>Space bar takes the picture.</source>
        <translation>스페이스 바를 누르면 찍힙니다.</translation>
    </message>
    <message>
        <source>Then stand as the outline shows.</source>
        <translation>그다음 윤곽선에 맞춰 서 주세요.</translation>
    </message>
    <message>
        <source>Breathe normally.</source>
        <translation>편하게 숨 쉬세요.</translation>
    </message>
    <message>
        <source>Breathe normally and look straight ahead.</source>
        <translation>편하게 숨 쉬고 정면을 보세요.</translation>
    </message>
    <message>
        <source>A moment …</source>
        <translation>잠시만요 …</translation>
    </message>
    <message>
        <source>You may relax.</source>
        <translation>편히 쉬세요.</translation>
    </message>
    <message>
        <source>Every photograph is there.</source>
        <translation>사진을 모두 찍었습니다.</translation>
    </message>
</context>
<context>
    <name>CertificateDialog</name>
    <message>
        <source>The patient was erased</source>
        <translation>대상자 기록을 지웠습니다</translation>
    </message>
    <message>
        <source>This line of the audit trail certifies it. Keep it if the patient asked for it.</source>
        <translation>감사 기록의 이 줄이 삭제를 증명합니다. 대상자가 요청했다면 보관하세요.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>When</source>
        <translation>일시</translation>
    </message>
    <message>
        <source>By</source>
        <translation>담당자</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>기록 번호</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>연쇄 값</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>CheckInDialog</name>
    <message>
        <source>Find by face</source>
        <translation>얼굴로 찾기</translation>
    </message>
</context>
<context>
    <name>CheckInFlow</name>
    <message>
        <source>This is your first visit in our records.</source>
        <translation>기록에 있는 첫 방문입니다.</translation>
    </message>
    <message>
        <source>Your last visit was on {day}.</source>
        <translation>지난 방문일은 {day}입니다.</translation>
    </message>
</context>
<context>
    <name>CheckInPage</name>
    <message>
        <source>Face check-in</source>
        <translation>얼굴 확인</translation>
    </message>
    <message>
        <source>Use my code or name instead</source>
        <translation>번호나 이름으로 접수하기</translation>
    </message>
    <message>
        <source>Your face is deleted. From now on your code or your name is asked for.</source>
        <translation>얼굴 정보를 삭제했습니다. 이제부터 번호나 이름을 묻습니다.</translation>
    </message>
    <message>
        <source>That does not match. Please try once more.</source>
        <translation>일치하지 않습니다. 한 번 더 입력해 주세요.</translation>
    </message>
    <message>
        <source>Look straight at the camera.</source>
        <translation>카메라를 똑바로 봐 주세요.</translation>
    </message>
    <message>
        <source>Turn your head to your left.</source>
        <translation>고개를 왼쪽으로 돌려 주세요.</translation>
    </message>
    <message>
        <source>Turn your head to your right.</source>
        <translation>고개를 오른쪽으로 돌려 주세요.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>잠시만요…</translation>
    </message>
    <message>
        <source>Come closer: your face is not seen.</source>
        <translation>얼굴이 보이지 않으니 더 가까이 와 주세요.</translation>
    </message>
    <message>
        <source>Only one person before the camera, please.</source>
        <translation>카메라 앞에는 한 분만 서 주세요.</translation>
    </message>
    <message>
        <source>Once more from the beginning, and a little slower.</source>
        <translation>처음부터 다시 조금 더 천천히 해 주세요.</translation>
    </message>
    <message>
        <source>Take your time.</source>
        <translation>천천히 하셔도 됩니다.</translation>
    </message>
    <message>
        <source>Is this you: {initials}?</source>
        <translation>본인이 맞나요: {initials}?</translation>
    </message>
    <message>
        <source>When were you born?</source>
        <translation>생년월일이 언제인가요?</translation>
    </message>
    <message>
        <source>Welcome back.</source>
        <translation>다시 오셔서 반갑습니다.</translation>
    </message>
    <message>
        <source>We did not recognise you.</source>
        <translation>누구신지 알아보지 못했습니다.</translation>
    </message>
    <message>
        <source>We are not sure.</source>
        <translation>확실하지 않습니다.</translation>
    </message>
    <message>
        <source>That did not work.</source>
        <translation>확인하지 못했습니다.</translation>
    </message>
    <message>
        <source>That was not the right date.</source>
        <translation>생년월일이 맞지 않습니다.</translation>
    </message>
    <message>
        <source>Your birth date confirms it: year, month, day.</source>
        <translation>연, 월, 일 순서의 생년월일로 확인합니다.</translation>
    </message>
    <message>
        <source>Nothing of this look is kept. Your code or your name always works.</source>
        <translation>방금 본 얼굴은 보관하지 않습니다. 번호나 이름으로는 언제든 접수할 수 있습니다.</translation>
    </message>
    <message>
        <source>More than one person here looks like you, so we do not guess.</source>
        <translation>닮은 분이 여럿이라 짐작하지 않겠습니다.</translation>
    </message>
    <message>
        <source>The camera did not see your head turn both ways in time.</source>
        <translation>시간 안에 고개를 양쪽으로 돌리는 모습을 보지 못했습니다.</translation>
    </message>
    <message>
        <source>Please use your code or your name, or ask the staff.</source>
        <translation>번호나 이름으로 접수하거나 직원에게 문의해 주세요.</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>No</source>
        <translation>아니요</translation>
    </message>
    <message>
        <source>Your birth date</source>
        <translation>생년월일</translation>
    </message>
    <message>
        <source>year month day, such as 1980 02 28</source>
        <translation>연월일 순서, 예: 1980 02 28</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Forget my face</source>
        <translation>내 얼굴 정보 삭제</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
</context>
<context>
    <name>Checks</name>
    <message>
        <source>Alone in the picture</source>
        <translation>혼자 서 있음</translation>
    </message>
    <message>
        <source>one person</source>
        <translation>한 명</translation>
    </message>
    <message>
        <source>exactly one person should stand there</source>
        <translation>한 명만 서 있어야 합니다</translation>
    </message>
    <message>
        <source>Whole body in the picture</source>
        <translation>온몸이 화면 안에</translation>
    </message>
    <message>
        <source>head, feet, and hips can be seen</source>
        <translation>머리, 발, 골반이 보입니다</translation>
    </message>
    <message>
        <source>something is cut off or covered</source>
        <translation>잘리거나 가려진 곳이 있습니다</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>거리</translation>
    </message>
    <message>
        <source>fits the outline</source>
        <translation>윤곽선에 맞습니다</translation>
    </message>
    <message>
        <source>too near or too far</source>
        <translation>너무 가깝거나 멉니다</translation>
    </message>
    <message>
        <source>Turned the right way</source>
        <translation>몸의 방향</translation>
    </message>
    <message>
        <source>square to the camera</source>
        <translation>카메라와 잘 맞습니다</translation>
    </message>
    <message>
        <source>not as this view needs it</source>
        <translation>이 방향과 맞지 않습니다</translation>
    </message>
    <message>
        <source>Standing still</source>
        <translation>움직임 없음</translation>
    </message>
    <message>
        <source>still enough</source>
        <translation>충분히 가만히 있습니다</translation>
    </message>
    <message>
        <source>moving</source>
        <translation>움직이는 중</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝기</translation>
    </message>
    <message>
        <source>bright and sharp enough</source>
        <translation>충분히 밝고 또렷합니다</translation>
    </message>
    <message>
        <source>dim or blurred</source>
        <translation>어둡거나 흐립니다</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>기다리는 중</translation>
    </message>
</context>
<context>
    <name>ClinicStep</name>
    <message>
        <source>Your clinic</source>
        <translation>기관 정보</translation>
    </message>
    <message>
        <source>Name and logo stand at the head of every report. Both may stay empty.</source>
        <translation>이름과 로고는 모든 보고서의 머리에 표시됩니다. 둘 다 비워 두어도 됩니다.</translation>
    </message>
    <message>
        <source>Name of the clinic</source>
        <translation>기관 이름</translation>
    </message>
    <message>
        <source>As it will stand on the report</source>
        <translation>보고서에 표시될 이름</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>로고</translation>
    </message>
    <message>
        <source>A PNG or JPEG picture. A copy is kept with the program, and stands on white paper.</source>
        <translation>PNG나 JPEG 그림입니다. 프로그램이 사본을 보관하며, 흰 종이 위에 인쇄됩니다.</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Earlier visit</source>
        <translation>이전 방문</translation>
    </message>
    <message>
        <source>Later visit</source>
        <translation>이후 방문</translation>
    </message>
    <message>
        <source>Comparison report</source>
        <translation>비교 보고서</translation>
    </message>
    <message>
        <source>View</source>
        <translation>방향</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>After</source>
        <translation>이후</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>윤곽</translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation>사진</translation>
    </message>
    <message>
        <source>bars: 95 % interval; hatched: counts as unchanged</source>
        <translation>막대: 95 % 구간, 빗금: 변화 없음 범위</translation>
    </message>
    <message>
        <source>Choose a patient with two visits</source>
        <translation>방문이 두 번 이상인 대상자를 선택하세요</translation>
    </message>
    <message>
        <source>{measure}, all visits</source>
        <translation>{measure}, 전체 방문</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>저장함: {file}</translation>
    </message>
</context>
<context>
    <name>ConsentBar</name>
    <message>
        <source>Care</source>
        <translation>진료</translation>
    </message>
    <message>
        <source>Teaching</source>
        <translation>교육</translation>
    </message>
    <message>
        <source>Public use</source>
        <translation>공개</translation>
    </message>
    <message>
        <source>Services elsewhere</source>
        <translation>외부 서비스</translation>
    </message>
    <message>
        <source>Face check-in</source>
        <translation>얼굴 확인</translation>
    </message>
    <message>
        <source>{purpose}: no consent</source>
        <translation>{purpose}: 동의 없음</translation>
    </message>
    <message>
        <source>{purpose}: consent of {day}</source>
        <translation>{purpose}: {day} 동의</translation>
    </message>
</context>
<context>
    <name>ConsentDialog</name>
    <message>
        <source>Text {version}</source>
        <translation>동의서 {version}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>The patient consents</source>
        <translation>대상자가 동의함</translation>
    </message>
    <message>
        <source>Withdraw the consent</source>
        <translation>동의 철회</translation>
    </message>
</context>
<context>
    <name>ConsentPage</name>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>큰 글씨</translation>
    </message>
    <message>
        <source>Version of this text: {version}</source>
        <translation>동의서 버전: {version}</translation>
    </message>
    <message>
        <source>I have read this and agree.</source>
        <translation>내용을 읽었고 동의해요.</translation>
    </message>
    <message>
        <source>No, thank you</source>
        <translation>동의하지 않아요</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
</context>
<context>
    <name>CrashReporter</name>
    <message>
        <source>Something went wrong inside the program.</source>
        <translation>프로그램 안에서 문제가 생겼습니다.</translation>
    </message>
    <message>
        <source>You can go on, but save your report soon and start the program again. What happened is written down without anybody&apos;s data in {file}.</source>
        <translation>계속 쓸 수 있지만, 보고서를 저장하고 프로그램을 다시 시작해 주세요. 개인 정보 없이 {file}에 기록했습니다.</translation>
    </message>
</context>
<context>
    <name>Deeds</name>
    <message>
        <source>Records made</source>
        <translation>기록 생성</translation>
    </message>
    <message>
        <source>Unlocked</source>
        <translation>잠금 해제</translation>
    </message>
    <message>
        <source>Wrong passphrase</source>
        <translation>잘못된 암호</translation>
    </message>
    <message>
        <source>Patient added</source>
        <translation>대상자 추가</translation>
    </message>
    <message>
        <source>Patient&apos;s data changed</source>
        <translation>대상자 정보 수정</translation>
    </message>
    <message>
        <source>Patient erased</source>
        <translation>대상자 삭제</translation>
    </message>
    <message>
        <source>Kept at the review</source>
        <translation>검토 후 보존</translation>
    </message>
    <message>
        <source>Consent given</source>
        <translation>동의</translation>
    </message>
    <message>
        <source>Consent withdrawn</source>
        <translation>동의 철회</translation>
    </message>
    <message>
        <source>Visit saved</source>
        <translation>방문 저장</translation>
    </message>
    <message>
        <source>Draft replaced</source>
        <translation>초안 교체</translation>
    </message>
    <message>
        <source>Visit signed</source>
        <translation>방문 서명</translation>
    </message>
    <message>
        <source>Visit read</source>
        <translation>방문 열람</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>내보냄</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>가져옴</translation>
    </message>
    <message>
        <source>Backed up</source>
        <translation>백업</translation>
    </message>
    <message>
        <source>Backup restored</source>
        <translation>백업 복원</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Passphrase changed</source>
        <translation>암호 변경</translation>
    </message>
    <message>
        <source>User added</source>
        <translation>사용자 추가</translation>
    </message>
    <message>
        <source>User changed</source>
        <translation>사용자 변경</translation>
    </message>
    <message>
        <source>Put into the outbox</source>
        <translation>보낼 목록에 넣음</translation>
    </message>
    <message>
        <source>Being sent to a service</source>
        <translation>서비스로 보내는 중</translation>
    </message>
    <message>
        <source>Sent and answered</source>
        <translation>보내고 답 받음</translation>
    </message>
    <message>
        <source>Refused by a service</source>
        <translation>서비스가 거절함</translation>
    </message>
    <message>
        <source>Taken out of the outbox</source>
        <translation>보낼 목록에서 뺌</translation>
    </message>
    <message>
        <source>Face kept for the check-in</source>
        <translation>얼굴 확인용 정보 보관</translation>
    </message>
    <message>
        <source>Face deleted</source>
        <translation>얼굴 정보 삭제</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>When</source>
        <translation>일시</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>누가</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>어디서</translation>
    </message>
    <message>
        <source>What</source>
        <translation>무엇을</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>대상자</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>내용</translation>
    </message>
</context>
<context>
    <name>Edits</name>
    <message>
        <source>{point} placed</source>
        <translation>{point} 지정</translation>
    </message>
    <message>
        <source>{point} moved</source>
        <translation>{point} 옮김</translation>
    </message>
    <message>
        <source>{point} confirmed</source>
        <translation>{point} 확인됨</translation>
    </message>
    <message>
        <source>{point} reset</source>
        <translation>{point} 되돌림</translation>
    </message>
    <message>
        <source>{count} stickers confirmed</source>
        <translation>스티커 {count}개 확인됨</translation>
    </message>
</context>
<context>
    <name>EnrolDialog</name>
    <message>
        <source>Photographs for the check-in</source>
        <translation>얼굴 확인용 사진</translation>
    </message>
</context>
<context>
    <name>EnrolPage</name>
    <message>
        <source>Photographs for the check-in</source>
        <translation>얼굴 확인용 사진</translation>
    </message>
    <message>
        <source>I would rather not</source>
        <translation>하지 않겠습니다</translation>
    </message>
    <message>
        <source>{count} of {all} taken.</source>
        <translation>{all}장 중 {count}장을 찍었습니다.</translation>
    </message>
    <message>
        <source>The photographs are not kept, only what tells your face apart.</source>
        <translation>사진은 보관하지 않고 얼굴을 구별하는 숫자만 보관합니다.</translation>
    </message>
    <message>
        <source>Look straight at the camera.</source>
        <translation>카메라를 똑바로 봐 주세요.</translation>
    </message>
</context>
<context>
    <name>EraseDialog</name>
    <message>
        <source>Erase this patient for good?</source>
        <translation>이 대상자의 기록을 완전히 지울까요?</translation>
    </message>
    <message>
        <source>Data, photographs, and reports of {name} become unreadable, here and in backups. Nobody can bring them back. Export first what has to be kept.</source>
        <translation>{name} 님의 정보, 사진, 보고서를 여기서도 백업에서도 읽을 수 없게 됩니다. 아무도 되돌릴 수 없습니다. 남겨야 할 것은 먼저 내보내세요.</translation>
    </message>
    <message>
        <source>Type the code {code} to erase</source>
        <translation>지우려면 번호 {code}을(를) 입력하세요</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Erase…</source>
        <translation>지우기…</translation>
    </message>
    <message>
        <source>Erase for good</source>
        <translation>완전히 지우기</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export everything of this patient</source>
        <translation>이 대상자의 모든 기록 내보내기</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>The file is not encrypted. The audit trail tells who exported it.</source>
        <translation>파일은 암호화되지 않습니다. 누가 내보냈는지 감사 기록에 남습니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Choose the file…</source>
        <translation>파일 선택…</translation>
    </message>
    <message>
        <source>Table, CSV: one row a measure</source>
        <translation>표, CSV: 항목마다 한 줄</translation>
    </message>
    <message>
        <source>Table, Excel: one row a measure</source>
        <translation>표, Excel: 항목마다 한 줄</translation>
    </message>
    <message>
        <source>Assessments, JSON</source>
        <translation>측정 결과, JSON</translation>
    </message>
    <message>
        <source>Everything, ZIP: to hand over, or for another store</source>
        <translation>전체, ZIP: 본인에게 주거나 다른 저장소로 옮길 때</translation>
    </message>
    <message>
        <source>FHIR R5 bundle</source>
        <translation>FHIR R5 묶음</translation>
    </message>
    <message>
        <source>FHIR R4B bundle</source>
        <translation>FHIR R4B 묶음</translation>
    </message>
    <message>
        <source>DICOM: report and photographs, ZIP</source>
        <translation>DICOM: 보고서와 사진, ZIP</translation>
    </message>
    <message>
        <source>GDT 2.1, for practice systems</source>
        <translation>GDT 2.1, 진료 프로그램용</translation>
    </message>
</context>
<context>
    <name>FarewellPage</name>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>This screen clears in {seconds} seconds</source>
        <translation>{seconds}초 뒤에 화면이 지워져요</translation>
    </message>
</context>
<context>
    <name>FileButton</name>
    <message>
        <source>Save to records</source>
        <translation>기록에 저장</translation>
    </message>
</context>
<context>
    <name>HeightPage</name>
    <message>
        <source>Your height</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>멈춤</translation>
    </message>
    <message>
        <source>How tall are you?</source>
        <translation>키가 얼마예요?</translation>
    </message>
    <message>
        <source>Your height without shoes turns the picture into centimetres.</source>
        <translation>신발을 벗은 키를 알면 사진에서 센티미터로 잴 수 있어요.</translation>
    </message>
    <message>
        <source>I don’t know</source>
        <translation>잘 몰라요</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>1 cm less</source>
        <translation>1 cm 줄이기</translation>
    </message>
    <message>
        <source>1 cm more</source>
        <translation>1 cm 늘리기</translation>
    </message>
    <message>
        <source>{height} cm</source>
        <translation>{height} cm</translation>
    </message>
    <message>
        <source>Please give {low} to {high} cm.</source>
        <translation>{low}~{high} cm 사이로 입력해 주세요.</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>Please ask the staff. You can also:</source>
        <translation>직원에게 물어보세요. 이렇게 할 수도 있어요.</translation>
    </message>
    <message>
        <source>Take the picture now</source>
        <translation>지금 촬영</translation>
    </message>
    <message>
        <source>Leave this picture out</source>
        <translation>이 사진 건너뛰기</translation>
    </message>
</context>
<context>
    <name>IdleOverlay</name>
    <message>
        <source>Are you still there?</source>
        <translation>아직 계신가요?</translation>
    </message>
    <message>
        <source>Clear now</source>
        <translation>지금 지우기</translation>
    </message>
    <message>
        <source>More time</source>
        <translation>시간 더 쓰기</translation>
    </message>
    <message>
        <source>Otherwise this screen clears in {seconds} seconds.</source>
        <translation>그대로 두면 {seconds}초 뒤에 화면이 지워져요.</translation>
    </message>
</context>
<context>
    <name>Incoming</name>
    <message>
        <source>Photographs ({endings})</source>
        <translation>사진 ({endings})</translation>
    </message>
    <message>
        <source>Open photographs</source>
        <translation>사진 열기</translation>
    </message>
    <message>
        <source>There is no photograph on the clipboard. Copy one first.</source>
        <translation>클립보드에 사진이 없습니다. 먼저 복사해 주세요.</translation>
    </message>
    <message>
        <source>Reading {file} …</source>
        <translation>{file} 읽는 중 …</translation>
    </message>
    <message>
        <source>the clipboard</source>
        <translation>클립보드</translation>
    </message>
</context>
<context>
    <name>KioskFaces</name>
    <message>
        <source>Returning clients who agreed to it are recognised by their face.</source>
        <translation>동의한 재방문자를 얼굴로 알아봅니다.</translation>
    </message>
    <message>
        <source>The records are locked: nobody is recognised by their face.</source>
        <translation>기록이 잠겨 있어 얼굴로 알아보지 않습니다.</translation>
    </message>
</context>
<context>
    <name>KioskRecordsPage</name>
    <message>
        <source>Open the records</source>
        <translation>기록 열기</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>While they are open, clients who agreed to it are recognised by their face.</source>
        <translation>기록이 열려 있는 동안 동의한 대상자을 얼굴로 알아봅니다.</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Your password</source>
        <translation>비밀번호</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>암호</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
</context>
<context>
    <name>KioskReport</name>
    <message>
        <source>Your report could not be kept. Please ask the staff.</source>
        <translation>보고서를 저장하지 못했어요. 직원에게 말씀해 주세요.</translation>
    </message>
    <message>
        <source>Your report is with the staff.</source>
        <translation>보고서는 직원에게 받을 수 있어요.</translation>
    </message>
    <message>
        <source>Your report was not printed.</source>
        <translation>보고서를 인쇄하지 않았어요.</translation>
    </message>
    <message>
        <source>One moment, your report is being made.</source>
        <translation>잠시만 기다려 주세요. 보고서를 만들고 있어요.</translation>
    </message>
    <message>
        <source>Your report is being printed.</source>
        <translation>보고서를 인쇄하고 있어요.</translation>
    </message>
    <message>
        <source>The printer did not answer. Please ask the staff.</source>
        <translation>프린터가 응답하지 않아요. 직원에게 말씀해 주세요.</translation>
    </message>
</context>
<context>
    <name>KioskResult</name>
    <message>
        <source>Your shoulders are level.</source>
        <translation>어깨가 수평이에요.</translation>
    </message>
    <message>
        <source>Your left shoulder stands a little higher.</source>
        <translation>왼쪽 어깨가 조금 높아요.</translation>
    </message>
    <message>
        <source>Your right shoulder stands a little higher.</source>
        <translation>오른쪽 어깨가 조금 높아요.</translation>
    </message>
    <message>
        <source>Your head is level.</source>
        <translation>머리가 수평이에요.</translation>
    </message>
    <message>
        <source>The left side of your head is a little higher.</source>
        <translation>머리 왼쪽이 조금 높아요.</translation>
    </message>
    <message>
        <source>The right side of your head is a little higher.</source>
        <translation>머리 오른쪽이 조금 높아요.</translation>
    </message>
    <message>
        <source>You hold your head upright.</source>
        <translation>머리가 곧아요.</translation>
    </message>
    <message>
        <source>Your head leans a little to the right.</source>
        <translation>머리가 오른쪽으로 조금 기울었어요.</translation>
    </message>
    <message>
        <source>Your head leans a little to the left.</source>
        <translation>머리가 왼쪽으로 조금 기울었어요.</translation>
    </message>
    <message>
        <source>Your trunk is upright.</source>
        <translation>몸통이 곧아요.</translation>
    </message>
    <message>
        <source>Your trunk leans a touch to the right.</source>
        <translation>몸통이 오른쪽으로 살짝 기울었어요.</translation>
    </message>
    <message>
        <source>Your trunk leans a touch to the left.</source>
        <translation>몸통이 왼쪽으로 살짝 기울었어요.</translation>
    </message>
    <message>
        <source>You stand upright.</source>
        <translation>곧게 서 있어요.</translation>
    </message>
    <message>
        <source>You lean a touch to the right.</source>
        <translation>몸이 오른쪽으로 살짝 기울었어요.</translation>
    </message>
    <message>
        <source>You lean a touch to the left.</source>
        <translation>몸이 왼쪽으로 살짝 기울었어요.</translation>
    </message>
    <message>
        <source>Your left leg is straight.</source>
        <translation>왼쪽 다리가 곧아요.</translation>
    </message>
    <message>
        <source>Your left knee points a little outwards.</source>
        <translation>왼쪽 무릎이 조금 바깥쪽을 향해요.</translation>
    </message>
    <message>
        <source>Your left knee points a little inwards.</source>
        <translation>왼쪽 무릎이 조금 안쪽을 향해요.</translation>
    </message>
    <message>
        <source>Your right leg is straight.</source>
        <translation>오른쪽 다리가 곧아요.</translation>
    </message>
    <message>
        <source>Your right knee points a little outwards.</source>
        <translation>오른쪽 무릎이 조금 바깥쪽을 향해요.</translation>
    </message>
    <message>
        <source>Your right knee points a little inwards.</source>
        <translation>오른쪽 무릎이 조금 안쪽을 향해요.</translation>
    </message>
    <message>
        <source>Seen from the side, you stand upright.</source>
        <translation>옆에서 보면 곧게 서 있어요.</translation>
    </message>
    <message>
        <source>Seen from the side, you lean a little forward.</source>
        <translation>옆에서 보면 앞으로 조금 기울었어요.</translation>
    </message>
    <message>
        <source>Seen from the side, you lean a little back.</source>
        <translation>옆에서 보면 뒤로 조금 기울었어요.</translation>
    </message>
    <message>
        <source>Your head stands above your shoulders.</source>
        <translation>머리가 어깨 바로 위에 있어요.</translation>
    </message>
    <message>
        <source>Your head stands before your shoulders, as in everybody.</source>
        <translation>누구나 그렇듯 머리가 어깨보다 앞에 있어요.</translation>
    </message>
    <message>
        <source>Your head stands a little behind your shoulders.</source>
        <translation>머리가 어깨보다 조금 뒤에 있어요.</translation>
    </message>
    <message>
        <source>Your ear stands above your shoulder.</source>
        <translation>귀가 어깨 바로 위에 있어요.</translation>
    </message>
    <message>
        <source>Your ear stands before your shoulder, as in most people.</source>
        <translation>대부분의 사람처럼 귀가 어깨보다 앞에 있어요.</translation>
    </message>
    <message>
        <source>Your ear stands a little behind your shoulder.</source>
        <translation>귀가 어깨보다 조금 뒤에 있어요.</translation>
    </message>
</context>
<context>
    <name>KioskWalker</name>
    <message>
        <source>It did not come to an end within {seconds} s.</source>
        <translation>{seconds}초 안에 끝나지 않았어요.</translation>
    </message>
</context>
<context>
    <name>KioskWindow</name>
    <message>
        <source>That is fine. Nothing was photographed and nothing is kept.</source>
        <translation>괜찮아요. 사진을 찍지 않았고 아무것도 남지 않아요.</translation>
    </message>
    <message>
        <source>Thank you for stopping by.</source>
        <translation>들러 주셔서 고마워요.</translation>
    </message>
    <message>
        <source>Thank you.</source>
        <translation>고맙습니다.</translation>
    </message>
    <message>
        <source>The kiosk goes back to the welcome page by itself.</source>
        <translation>잠시 두면 시작 화면으로 돌아가요.</translation>
    </message>
    <message>
        <source>No folder for the reports is set, so none will be kept. Set one in the workstation&apos;s settings.</source>
        <translation>보고서 폴더가 없어서 보고서가 저장되지 않아요. 작업용 화면의 설정에서 폴더를 정해 주세요.</translation>
    </message>
</context>
<context>
    <name>Landmarks</name>
    <message>
        <source>Nose</source>
        <translation>코</translation>
    </message>
    <message>
        <source>inner corner of the {side} eye</source>
        <translation>{side} 눈 안쪽 끝</translation>
    </message>
    <message>
        <source>{side} eye</source>
        <translation>{side} 눈</translation>
    </message>
    <message>
        <source>outer corner of the {side} eye</source>
        <translation>{side} 눈 바깥쪽 끝</translation>
    </message>
    <message>
        <source>{side} ear</source>
        <translation>{side} 귀</translation>
    </message>
    <message>
        <source>{side} corner of the mouth</source>
        <translation>{side} 입꼬리</translation>
    </message>
    <message>
        <source>{side} shoulder</source>
        <translation>{side} 어깨</translation>
    </message>
    <message>
        <source>{side} elbow</source>
        <translation>{side} 팔꿈치</translation>
    </message>
    <message>
        <source>{side} wrist</source>
        <translation>{side} 손목</translation>
    </message>
    <message>
        <source>{side} little finger</source>
        <translation>{side} 새끼손가락</translation>
    </message>
    <message>
        <source>{side} index finger</source>
        <translation>{side} 집게손가락</translation>
    </message>
    <message>
        <source>{side} thumb</source>
        <translation>{side} 엄지손가락</translation>
    </message>
    <message>
        <source>{side} hip</source>
        <translation>{side} 엉덩관절</translation>
    </message>
    <message>
        <source>{side} knee</source>
        <translation>{side} 무릎</translation>
    </message>
    <message>
        <source>{side} ankle</source>
        <translation>{side} 발목</translation>
    </message>
    <message>
        <source>{side} heel</source>
        <translation>{side} 발뒤꿈치</translation>
    </message>
    <message>
        <source>{side} toes</source>
        <translation>{side} 발끝</translation>
    </message>
    <message>
        <source>C7 (neck)</source>
        <translation>C7(목뼈)</translation>
    </message>
    <message>
        <source>{side} hip-bone point, front (ASIS)</source>
        <translation>{side} 골반뼈 점, 앞(ASIS)</translation>
    </message>
    <message>
        <source>{side} hip-bone point, back (PSIS)</source>
        <translation>{side} 골반뼈 점, 뒤(PSIS)</translation>
    </message>
    <message>
        <source>{side} shoulder tip (acromion)</source>
        <translation>{side} 어깨끝 점(견봉)</translation>
    </message>
    <message>
        <source>{side} hip side (trochanter)</source>
        <translation>{side} 엉덩이 옆 점(대전자)</translation>
    </message>
    <message>
        <source>{side} knee cap (patella)</source>
        <translation>{side} 무릎뼈(슬개골)</translation>
    </message>
    <message>
        <source>{side} shin bump (tubercle)</source>
        <translation>{side} 정강뼈 결절</translation>
    </message>
    <message>
        <source>{side} outer ankle (malleolus)</source>
        <translation>{side} 바깥 복사뼈</translation>
    </message>
    <message>
        <source>left</source>
        <translation>왼쪽</translation>
    </message>
    <message>
        <source>right</source>
        <translation>오른쪽</translation>
    </message>
</context>
<context>
    <name>Layers</name>
    <message>
        <source>Skeleton</source>
        <translation>골격선</translation>
    </message>
    <message>
        <source>Plumb line</source>
        <translation>연직선</translation>
    </message>
    <message>
        <source>Level reference</source>
        <translation>수평 기준선</translation>
    </message>
    <message>
        <source>Measured lines</source>
        <translation>측정선</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>이름표</translation>
    </message>
</context>
<context>
    <name>LeaveDialog</name>
    <message>
        <source>Save this assessment before closing?</source>
        <translation>닫기 전에 이 평가를 저장할까요?</translation>
    </message>
    <message>
        <source>The assessment of {name} is not in the records as it stands. Without saving, what is new of it is lost.</source>
        <translation>{name} 님의 평가가 아직 기록에 저장되지 않았습니다. 저장하지 않으면 새로운 내용은 사라집니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>저장하지 않고 닫기</translation>
    </message>
    <message>
        <source>Save and close</source>
        <translation>저장하고 닫기</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>저장하는 중 …</translation>
    </message>
    <message>
        <source>It could not be saved. {why}</source>
        <translation>저장하지 못했습니다. {why}</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>Saving …</source>
        <translation>저장하는 중 …</translation>
    </message>
</context>
<context>
    <name>LivePicture</name>
    <message>
        <source>Live picture</source>
        <translation>실시간 화면</translation>
    </message>
    <message>
        <source>Mirrored</source>
        <translation>거울 모드</translation>
    </message>
    <message>
        <source>Camera and room: how level the camera is</source>
        <translation>카메라와 공간: 카메라의 수평 상태</translation>
    </message>
    <message>
        <source>Level {level}°</source>
        <translation>수평 {level}°</translation>
    </message>
    <message>
        <source>(remembered)</source>
        <translation>(기억된 값)</translation>
    </message>
    <message>
        <source>Level found in the picture</source>
        <translation>사진에서 수평을 찾음</translation>
    </message>
</context>
<context>
    <name>LockedPage</name>
    <message>
        <source>This kiosk is locked</source>
        <translation>키오스크가 잠겨 있어요</translation>
    </message>
    <message>
        <source>Leave the kiosk</source>
        <translation>키오스크 끝내기</translation>
    </message>
    <message>
        <source>Staff: unlock the kiosk</source>
        <translation>직원: 키오스크 열기</translation>
    </message>
    <message>
        <source>Staff: choose a PIN</source>
        <translation>직원: PIN 정하기</translation>
    </message>
    <message>
        <source>At least {count} digits. It opens the staff page and leaves the kiosk.</source>
        <translation>{count}자리 이상이어야 해요. 직원 화면을 열거나 키오스크를 끝낼 때 써요.</translation>
    </message>
    <message>
        <source>Enter the PIN to leave the kiosk.</source>
        <translation>키오스크를 끝내려면 PIN을 입력해 주세요.</translation>
    </message>
    <message>
        <source>Enter the PIN to open the kiosk for the day.</source>
        <translation>오늘 키오스크를 열려면 PIN을 입력해 주세요.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Once more, please.</source>
        <translation>한 번 더 입력해 주세요.</translation>
    </message>
</context>
<context>
    <name>LocksPane</name>
    <message>
        <source>Passphrase and keys</source>
        <translation>암호와 키</translation>
    </message>
    <message>
        <source>Another passphrase</source>
        <translation>암호 바꾸기</translation>
    </message>
    <message>
        <source>The old one opens nothing any more; photographs are not rewritten. Who lost it types the recovery code. A computer that remembers the key goes on opening the records: let it forget.</source>
        <translation>바꾼 뒤에는 이전 암호로 열 수 없습니다. 사진은 다시 쓰지 않습니다. 암호를 잃었다면 복구 코드를 입력하세요. 키를 기억하는 컴퓨터는 계속 기록을 열 수 있으니 그 컴퓨터에서 키를 지우세요.</translation>
    </message>
    <message>
        <source>Passphrase or recovery code</source>
        <translation>암호 또는 복구 코드</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>새 암호</translation>
    </message>
    <message>
        <source>Four words of a sentence do</source>
        <translation>문장에서 고른 네 낱말이면 됩니다</translation>
    </message>
    <message>
        <source>New passphrase once more</source>
        <translation>새 암호 다시 입력</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>암호 바꾸기</translation>
    </message>
    <message>
        <source>New recovery code</source>
        <translation>새 복구 코드</translation>
    </message>
    <message>
        <source>When the printed sheet is lost or was seen: the old code opens nothing any more.</source>
        <translation>인쇄한 용지를 잃었거나 남이 보았을 때 만드세요. 이전 코드로는 더 이상 열 수 없습니다.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>암호</translation>
    </message>
    <message>
        <source>Make a new recovery code</source>
        <translation>새 복구 코드 만들기</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>이 컴퓨터</translation>
    </message>
    <message>
        <source>Remember on this computer</source>
        <translation>이 컴퓨터에 기억하기</translation>
    </message>
    <message>
        <source>Forget on this computer</source>
        <translation>이 컴퓨터에서 지우기</translation>
    </message>
    <message>
        <source>This computer keeps the key. Whoever unlocks still logs in with their own password.</source>
        <translation>이 컴퓨터가 키를 보관합니다. 잠금을 풀어도 본인 비밀번호로 로그인해야 합니다.</translation>
    </message>
    <message>
        <source>Its keyring can keep the key, so that nobody types the passphrase here; whoever unlocks still logs in with their own password.</source>
        <translation>이 컴퓨터의 키 저장소에 키를 보관하면 암호를 입력하지 않아도 됩니다. 그래도 본인 비밀번호로 로그인해야 합니다.</translation>
    </message>
    <message>
        <source>The two passphrases are not the same; type them again.</source>
        <translation>두 암호가 다릅니다. 다시 입력하세요.</translation>
    </message>
</context>
<context>
    <name>LogInCard</name>
    <message>
        <source>Who is it?</source>
        <translation>누구신가요?</translation>
    </message>
    <message>
        <source>The records are open for those who may work with them.</source>
        <translation>기록을 다룰 수 있는 사람만 들어올 수 있습니다.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>비밀번호</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>로그인</translation>
    </message>
    <message>
        <source>Lock again</source>
        <translation>다시 잠그기</translation>
    </message>
</context>
<context>
    <name>LogoField</name>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>Choose the logo</source>
        <translation>로고 선택</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Remove the logo</source>
        <translation>로고 제거</translation>
    </message>
    <message>
        <source>No logo</source>
        <translation>로고 없음</translation>
    </message>
    <message>
        <source>The logo is not there any more: reports go without it until you choose it again.</source>
        <translation>로고 파일이 더 이상 없습니다. 다시 선택할 때까지 보고서에는 로고가 들어가지 않습니다.</translation>
    </message>
    <message>
        <source>The clinic&apos;s logo</source>
        <translation>기관 로고</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg)</source>
        <translation>그림 (*.png *.jpg *.jpeg)</translation>
    </message>
</context>
<context>
    <name>LooksStep</name>
    <message>
        <source>Welcome</source>
        <translation>환영합니다</translation>
    </message>
    <message>
        <source>A few short steps to the first assessment. Each can be left out, and so can all of them: everything stands under Settings, too. Nothing leaves this computer.</source>
        <translation>첫 평가까지 짧은 몇 단계입니다. 단계마다, 또는 전체를 건너뛸 수 있고, 모두 설정에서도 바꿀 수 있습니다. 어떤 정보도 이 컴퓨터 밖으로 나가지 않습니다.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Clinical</source>
        <translation>임상</translation>
    </message>
    <message>
        <source>Wellness</source>
        <translation>웰니스</translation>
    </message>
    <message>
        <source>Wording</source>
        <translation>표현</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>글자 크기</translation>
    </message>
    <message>
        <source>For professionals: measures by their terms, with limits and errors.</source>
        <translation>전문가용: 전문 용어로, 기준과 오차를 함께 보여 줍니다.</translation>
    </message>
    <message>
        <source>In everyday words, for studios and for clients who read along.</source>
        <translation>쉬운 말: 센터와, 함께 읽는 고객을 위한 표현입니다.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Posture assessment</source>
        <translation>자세 평가</translation>
    </message>
    <message>
        <source>Begin with a new person?</source>
        <translation>새 대상자로 시작할까요?</translation>
    </message>
    <message>
        <source>The photographs of this person will be forgotten. Save the report first if you need it.</source>
        <translation>이 대상자의 사진은 사라집니다. 필요하면 먼저 보고서를 저장해 주세요.</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>새로 시작</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Choose the patient whose photographs these are, then save them there.</source>
        <translation>이 사진의 대상자를 고른 뒤 그곳에 저장하세요.</translation>
    </message>
    <message>
        <source>Saved to the records of {name}</source>
        <translation>{name} 님의 기록에 저장했습니다</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>The settings could not be read, so all of them stand as they came. Set them anew.</source>
        <translation>설정을 읽을 수 없어 기본값을 씁니다. 다시 설정해 주세요.</translation>
    </message>
    <message>
        <source>These settings made no sense and stand as they came: {names}.</source>
        <translation>다음 설정은 맞지 않아 기본값을 씁니다: {names}.</translation>
    </message>
</context>
<context>
    <name>MakeCard</name>
    <message>
        <source>Make new records</source>
        <translation>새 기록 만들기</translation>
    </message>
    <message>
        <source>The passphrase opens the records here; you are their first user.</source>
        <translation>암호로 기록을 엽니다. 만드는 사람이 첫 사용자가 됩니다.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>An empty folder</source>
        <translation>빈 폴더</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>폴더 선택</translation>
    </message>
    <message>
        <source>Four words of a sentence do</source>
        <translation>문장에서 고른 네 낱말이면 됩니다</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>암호</translation>
    </message>
    <message>
        <source>Passphrase once more</source>
        <translation>암호 다시 입력</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>As it stands on signed visits</source>
        <translation>서명한 방문에 적힐 이름</translation>
    </message>
    <message>
        <source>Your own password</source>
        <translation>본인 비밀번호</translation>
    </message>
    <message>
        <source>Make records</source>
        <translation>기록 만들기</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>The database is empty: {place}</source>
        <translation>데이터베이스가 비어 있습니다: {place}</translation>
    </message>
    <message>
        <source>Folder of the records</source>
        <translation>기록 폴더</translation>
    </message>
    <message>
        <source>Choose the folder in which the records shall be.</source>
        <translation>기록을 둘 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>The two passphrases are not the same; type them again.</source>
        <translation>두 암호가 다릅니다. 다시 입력하세요.</translation>
    </message>
    <message>
        <source>Say your name: it stands on what you sign.</source>
        <translation>이름을 입력하세요. 서명에 적힙니다.</translation>
    </message>
    <message>
        <source>Your password needs at least {least} characters.</source>
        <translation>비밀번호는 {least}자 이상이어야 합니다.</translation>
    </message>
</context>
<context>
    <name>ManualPage</name>
    <message>
        <source>Chapters</source>
        <translation>차례</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>사용 설명서</translation>
    </message>
</context>
<context>
    <name>MissedBackupStrip</name>
    <message>
        <source>The backup of {when} failed; what came since the last one is in one place only.</source>
        <translation>{when} 백업에 실패했습니다. 마지막 백업 뒤의 내용은 한 곳에만 있습니다.</translation>
    </message>
    <message>
        <source>To the backups</source>
        <translation>백업으로 가기</translation>
    </message>
    <message>
        <source>Tell an administrator of the records.</source>
        <translation>기록 관리자에게 알리세요.</translation>
    </message>
</context>
<context>
    <name>NoPicture</name>
    <message>
        <source>No picture from the camera</source>
        <translation>카메라 화면이 없습니다</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Try the demonstration</source>
        <translation>데모 해 보기</translation>
    </message>
    <message>
        <source>Open photographs</source>
        <translation>사진 열기</translation>
    </message>
    <message>
        <source>Another camera</source>
        <translation>다른 카메라</translation>
    </message>
    <message>
        <source>This page goes on by itself as soon as a picture comes.</source>
        <translation>화면이 들어오면 저절로 계속됩니다.</translation>
    </message>
</context>
<context>
    <name>OutboxPane</name>
    <message>
        <source>Outbox</source>
        <translation>보낼 목록</translation>
    </message>
    <message>
        <source>Send what is due</source>
        <translation>지금 보내기</translation>
    </message>
    <message>
        <source>What waits is sent while the records are open, as soon as the service is reached, be it after days. A consent that is withdrawn takes it out.</source>
        <translation>기다리는 것은 기록이 열려 있는 동안 서비스에 연결되는 대로, 며칠 뒤라도 보냅니다. 동의를 철회하면 목록에서 빠집니다.</translation>
    </message>
    <message>
        <source>head unrecognisable</source>
        <translation>머리를 알아볼 수 없음</translation>
    </message>
    <message>
        <source>put in {when}</source>
        <translation>넣은 때 {when}</translation>
    </message>
    <message>
        <source>answered {when}</source>
        <translation>답 받은 때 {when}</translation>
    </message>
    <message>
        <source>{why} Next try: {when}.</source>
        <translation>{why} 다음 시도: {when}.</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>값 보기</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>빼기</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Find an action</source>
        <translation>명령 찾기</translation>
    </message>
    <message>
        <source>What would you like to do?</source>
        <translation>무엇을 할까요?</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>Nothing is called like that. Try fewer letters.</source>
        <translation>그런 이름의 명령이 없습니다. 글자를 줄여 보세요.</translation>
    </message>
</context>
<context>
    <name>PatientDialog</name>
    <message>
        <source>New patient</source>
        <translation>새 대상자</translation>
    </message>
    <message>
        <source>Patient&apos;s data</source>
        <translation>대상자 정보</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>Such as P-0193</source>
        <translation>예: P-0193</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>As it will stand on the report</source>
        <translation>보고서에 적힐 그대로</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>생년월일</translation>
    </message>
    <message>
        <source>Such as 1980-02-03</source>
        <translation>예: 1980-02-03</translation>
    </message>
    <message>
        <source>Not said</source>
        <translation>입력 안 함</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Add patient</source>
        <translation>대상자 추가</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Write the date of birth as year, month, and day, such as 1980-02-03.</source>
        <translation>생년월일을 1980-02-03처럼 연, 월, 일 순서로 적으세요.</translation>
    </message>
    <message>
        <source>Give the patient a code of your own, such as a number.</source>
        <translation>대상자에게 고유한 번호를 정해 주세요.</translation>
    </message>
</context>
<context>
    <name>PatientList</name>
    <message>
        <source>New patient</source>
        <translation>새 대상자</translation>
    </message>
    <message>
        <source>Bring in an archive (ZIP)…</source>
        <translation>보관 파일(ZIP) 가져오기…</translation>
    </message>
    <message>
        <source>Find by face</source>
        <translation>얼굴로 찾기</translation>
    </message>
    <message>
        <source>Find a patient</source>
        <translation>대상자 찾기</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>대상자</translation>
    </message>
    <message>
        <source>Name, code, or birth date</source>
        <translation>이름, 번호, 생년월일</translation>
    </message>
    <message>
        <source>The whole code, then Enter</source>
        <translation>번호 전체를 입력하고 Enter</translation>
    </message>
    <message>
        <source>{shown} of {count} shown</source>
        <translation>{count}명 중 {shown}명 표시</translation>
    </message>
    <message>
        <source>Patients: {count}</source>
        <translation>대상자 {count}명</translation>
    </message>
    <message>
        <source>Nobody yet. Add the first patient above.</source>
        <translation>아직 아무도 없습니다. 위에서 첫 대상자를 추가하세요.</translation>
    </message>
    <message>
        <source>Nobody is found. Look at the spelling, or add a new patient.</source>
        <translation>찾지 못했습니다. 철자를 확인하거나 새 대상자를 추가하세요.</translation>
    </message>
</context>
<context>
    <name>PatientPage</name>
    <message>
        <source>Not said</source>
        <translation>입력 안 함</translation>
    </message>
    <message>
        <source>Barefoot</source>
        <translation>맨발</translation>
    </message>
    <message>
        <source>With shoes</source>
        <translation>신발 신음</translation>
    </message>
    <message>
        <source>New assessment</source>
        <translation>새 평가</translation>
    </message>
    <message>
        <source>Three photographs of a standing person: front, side, and back.</source>
        <translation>서 있는 사람의 사진 세 장: 앞, 옆, 뒤.</translation>
    </message>
    <message>
        <source>Who is assessed</source>
        <translation>대상자</translation>
    </message>
    <message>
        <source>New person</source>
        <translation>새 대상자</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>As it will stand on the report</source>
        <translation>보고서에 적힐 그대로</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>Such as P-0193</source>
        <translation>예: P-0193</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Gives distances in cm</source>
        <translation>거리를 cm로 알려 줍니다</translation>
    </message>
    <message>
        <source>Shoes</source>
        <translation>신발</translation>
    </message>
    <message>
        <source>Stance</source>
        <translation>서는 자세</translation>
    </message>
    <message>
        <source>Such as: feet hip-wide</source>
        <translation>예: 발을 골반 너비로</translation>
    </message>
    <message>
        <source>Everything here may stay empty. With the height, distances are told in centimetres.</source>
        <translation>모두 비워 두어도 됩니다. 키를 입력하면 거리가 센티미터로 나옵니다.</translation>
    </message>
    <message>
        <source>Take photographs</source>
        <translation>사진 촬영</translation>
    </message>
    <message>
        <source>With the webcam, hands free: the program says how to stand and presses the button.</source>
        <translation>웹캠으로 손대지 않고: 서는 방법을 알려 주고 저절로 찍습니다.</translation>
    </message>
    <message>
        <source>Open photographs</source>
        <translation>사진 열기</translation>
    </message>
    <message>
        <source>From files, or drop them anywhere on this window, or paste one.</source>
        <translation>파일에서 열거나, 이 창에 끌어다 놓거나, 붙여넣으세요.</translation>
    </message>
    <message>
        <source>Try the demonstration</source>
        <translation>데모 해 보기</translation>
    </message>
    <message>
        <source>No camera needed: rendered people stand in front of a camera that is not there.</source>
        <translation>카메라가 없어도 됩니다. 가상의 인물이 대신 서 줍니다.</translation>
    </message>
    <message>
        <source>Everything stays on this computer. Without records a person is forgotten with the next one, and what you want to keep is the report you save.</source>
        <translation>모든 내용은 이 컴퓨터에만 있습니다. 기록을 쓰지 않으면 다음 사람으로 넘어갈 때 지워지므로, 남기려면 보고서를 저장하세요.</translation>
    </message>
</context>
<context>
    <name>PatientPane</name>
    <message>
        <source>Choose a patient, or add a new one.</source>
        <translation>대상자를 고르거나 새로 추가하세요.</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>방문</translation>
    </message>
    <message>
        <source>New assessment</source>
        <translation>새 평가</translation>
    </message>
    <message>
        <source>Compare visits</source>
        <translation>방문 비교</translation>
    </message>
    <message>
        <source>More for this patient</source>
        <translation>이 대상자의 다른 작업</translation>
    </message>
    <message>
        <source>Change the data…</source>
        <translation>정보 수정…</translation>
    </message>
    <message>
        <source>Grade by another norm set…</source>
        <translation>다른 기준으로 등급 매기기…</translation>
    </message>
    <message>
        <source>Photograph for the check-in…</source>
        <translation>얼굴 확인용 사진 찍기…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Erase…</source>
        <translation>지우기…</translation>
    </message>
    <message>
        <source>The present photographs are not in the records yet. Are they of this patient?</source>
        <translation>지금 사진은 아직 기록에 없습니다. 이 대상자의 사진인가요?</translation>
    </message>
    <message>
        <source>Save them here</source>
        <translation>여기에 저장</translation>
    </message>
    <message>
        <source>no details yet</source>
        <translation>아직 정보 없음</translation>
    </message>
    <message>
        <source>{years} years ({born})</source>
        <translation>{years}세({born})</translation>
    </message>
    <message>
        <source>No visit yet. Begin with a new assessment.</source>
        <translation>아직 방문이 없습니다. 새 평가로 시작하세요.</translation>
    </message>
    <message>
        <source>Your role adds visits; reading them is for clinicians.</source>
        <translation>이 역할은 방문을 추가할 수 있습니다. 읽기는 임상 담당자가 합니다.</translation>
    </message>
    <message>
        <source>This visit has no report yet. Continue it and save it again.</source>
        <translation>이 방문에는 아직 보고서가 없습니다. 이어서 작업한 뒤 다시 저장하세요.</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>저장함: {file}</translation>
    </message>
    <message>
        <source>Signed. A change from now on is a new version.</source>
        <translation>서명했습니다. 이제부터 고치면 새 판이 됩니다.</translation>
    </message>
    <message>
        <source>The check-in knows the face now.</source>
        <translation>이제 얼굴로 접수할 수 있습니다.</translation>
    </message>
    <message>
        <source>Exporting …</source>
        <translation>내보내는 중 …</translation>
    </message>
</context>
<context>
    <name>PhantomCard</name>
    <message>
        <source>Daily check of the camera</source>
        <translation>카메라 매일 점검</translation>
    </message>
    <message>
        <source>Make the sheet…</source>
        <translation>그림 만들기…</translation>
    </message>
    <message>
        <source>Check a photograph…</source>
        <translation>사진 점검…</translation>
    </message>
    <message>
        <source>Hang a printed figure of known angles where people stand, and photograph it every day: the chart tells when the camera has moved.</source>
        <translation>각도를 아는 그림을 인쇄해 사람이 서는 자리에 걸고 매일 찍으세요. 카메라가 움직이면 관리도에 나타납니다.</translation>
    </message>
    <message>
        <source>Saved: {file}. Print it on A3 at 100 %.</source>
        <translation>저장했습니다: {file}. A3에 100%로 인쇄하세요.</translation>
    </message>
    <message>
        <source>Photographs ({endings})</source>
        <translation>사진 ({endings})</translation>
    </message>
</context>
<context>
    <name>PictureChecks</name>
    <message>
        <source>Picture checks</source>
        <translation>화면 점검</translation>
    </message>
    <message>
        <source>{clear} of {all} clear</source>
        <translation>{all}개 중 {clear}개 통과</translation>
    </message>
</context>
<context>
    <name>PinEntry</name>
    <message>
        <source>The two PINs must be equal and have at least {count} digits. Once more, please.</source>
        <translation>두 PIN이 같아야 하고 {count}자리 이상이어야 해요. 다시 입력해 주세요.</translation>
    </message>
    <message>
        <source>This is not the PIN.</source>
        <translation>PIN이 맞지 않아요.</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Please wait {seconds} seconds.</source>
        <translation>PIN이 여러 번 틀렸어요. {seconds}초 기다려 주세요.</translation>
    </message>
</context>
<context>
    <name>PinOverlay</name>
    <message>
        <source>Staff</source>
        <translation>직원</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>For staff</source>
        <translation>직원용</translation>
    </message>
    <message>
        <source>Enter the PIN.</source>
        <translation>PIN을 입력해 주세요.</translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>OK</source>
        <translation>확인</translation>
    </message>
    <message>
        <source>{count} digits</source>
        <translation>{count}자리</translation>
    </message>
</context>
<context>
    <name>PointCard</name>
    <message>
        <source>Reset point</source>
        <translation>점 되돌리기</translation>
    </message>
    <message>
        <source>Place a point</source>
        <translation>점 지정</translation>
    </message>
    <message>
        <source>Click where the point is. Enter sets it where it usually is.</source>
        <translation>점이 있는 곳을 누르세요. Enter를 누르면 보통 있는 자리에 놓입니다.</translation>
    </message>
    <message>
        <source>No point chosen</source>
        <translation>선택한 점 없음</translation>
    </message>
    <message>
        <source>Press a point to move it, or go from point to point with Tab.</source>
        <translation>점을 눌러 옮기거나 Tab으로 점 사이를 이동하세요.</translation>
    </message>
    <message>
        <source>a sticker, confirmed</source>
        <translation>확인된 스티커</translation>
    </message>
    <message>
        <source>placed by hand</source>
        <translation>직접 지정</translation>
    </message>
    <message>
        <source>found by the program</source>
        <translation>프로그램이 찾음</translation>
    </message>
    <message>
        <source>Drag it, or nudge it with the arrow keys; Shift makes the steps finer.</source>
        <translation>끌거나 화살표 키로 조금씩 옮기세요. Shift를 누르면 더 잘게 움직입니다.</translation>
    </message>
    <message>
        <source>Last step: {step}</source>
        <translation>마지막 단계: {step}</translation>
    </message>
    <message>
        <source>As the program found it</source>
        <translation>프로그램이 찾은 그대로</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>The camera&apos;s picture</source>
        <translation>카메라 화면</translation>
    </message>
</context>
<context>
    <name>QuickNotes</name>
    <message>
        <source>Repeat in 6 weeks</source>
        <translation>6주 뒤 재측정</translation>
    </message>
    <message>
        <source>Shoes off next time</source>
        <translation>다음에는 신발 벗기</translation>
    </message>
    <message>
        <source>Refer to a physician</source>
        <translation>의사에게 의뢰</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Posture assessment</source>
        <translation>자세 평가</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
</context>
<context>
    <name>RecordsPage</name>
    <message>
        <source>Parts of the records</source>
        <translation>기록의 부분</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>잠그기</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>대상자</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>보낼 목록</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>보존 검토</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>Audit trail</source>
        <translation>감사 기록</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>백업</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>키</translation>
    </message>
</context>
<context>
    <name>RecordsStep</name>
    <message>
        <source>Patients&apos; records</source>
        <translation>대상자 기록</translation>
    </message>
    <message>
        <source>Keep every visit and compare it with the next one. Without records nothing is kept.</source>
        <translation>모든 방문을 보관하고 다음 방문과 비교합니다. 기록이 없으면 아무것도 남지 않습니다.</translation>
    </message>
    <message>
        <source>Everything in the folder is encrypted: photographs, names, and values.</source>
        <translation>폴더 안의 사진, 이름, 측정값은 모두 암호화됩니다.</translation>
    </message>
    <message>
        <source>The folder may lie on this computer or on a drive that you back up.</source>
        <translation>폴더는 이 컴퓨터나 백업하는 드라이브에 둘 수 있습니다.</translation>
    </message>
    <message>
        <source>Nobody can open it without the passphrase or the recovery code, and nobody can help.</source>
        <translation>암호나 복구 코드가 없으면 아무도 열 수 없고, 아무도 도울 수 없습니다.</translation>
    </message>
    <message>
        <source>Records that are there already, or on a server…</source>
        <translation>이미 있는 기록이나 서버의 기록…</translation>
    </message>
    <message>
        <source>The records are set up</source>
        <translation>기록이 준비되었습니다</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>나중에</translation>
    </message>
    <message>
        <source>Posture records</source>
        <translation>자세 기록</translation>
    </message>
</context>
<context>
    <name>RecoveryCard</name>
    <message>
        <source>Your recovery code</source>
        <translation>복구 코드</translation>
    </message>
    <message>
        <source>It opens the records when the passphrase is lost. It is shown only now and kept nowhere: save the sheet, print it, and lock it away. An older code opens nothing any more.</source>
        <translation>암호를 잃었을 때 기록을 엽니다. 지금만 보이며 어디에도 저장되지 않습니다. 복구 용지를 저장해 인쇄한 뒤 안전한 곳에 두세요. 이전 코드로는 더 이상 열 수 없습니다.</translation>
    </message>
    <message>
        <source>Save the sheet as PDF…</source>
        <translation>복구 용지를 PDF로 저장…</translation>
    </message>
    <message>
        <source>I have kept it</source>
        <translation>보관했습니다</translation>
    </message>
    <message>
        <source>Save the recovery sheet</source>
        <translation>복구 용지 저장</translation>
    </message>
    <message>
        <source>Saved in {folder}</source>
        <translation>{folder}에 저장했습니다</translation>
    </message>
</context>
<context>
    <name>RegradeDialog</name>
    <message>
        <source>Grade by another norm set</source>
        <translation>다른 기준으로 등급 매기기</translation>
    </message>
    <message>
        <source>Values stay as they were measured, and so do the grades that are kept: nothing here changes the records.</source>
        <translation>측정값과 보관된 등급은 그대로 남습니다. 여기에서는 기록이 바뀌지 않습니다.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>As shipped: {name}</source>
        <translation>기본: {name}</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>파일 선택…</translation>
    </message>
    <message>
        <source>Norm set</source>
        <translation>기준</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>방문</translation>
    </message>
    <message>
        <source>Norm sets (*.json)</source>
        <translation>기준 파일 (*.json)</translation>
    </message>
    <message>
        <source>{count} of {all} change.</source>
        <translation>{all}개 중 {count}개가 바뀝니다.</translation>
    </message>
    <message>
        <source>No grade changes.</source>
        <translation>바뀌는 등급이 없습니다.</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>On its day: {norms}</source>
        <translation>당시: {norms}</translation>
    </message>
    <message>
        <source>Now: {norms}</source>
        <translation>지금: {norms}</translation>
    </message>
</context>
<context>
    <name>RememberedCard</name>
    <message>
        <source>Forget</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Nothing is remembered of this camera</source>
        <translation>이 카메라에 대해 기억된 값이 없습니다</translation>
    </message>
    <message>
        <source>Every photograph is levelled by what it shows itself.</source>
        <translation>사진마다 그 안에 보이는 것으로 수평을 맞춥니다.</translation>
    </message>
    <message>
        <source>Remembered since {day}: {level}</source>
        <translation>{day}부터 기억됨: {level}</translation>
    </message>
    <message>
        <source>The settings give a level of {degrees}°, which goes before everything else.</source>
        <translation>설정에 입력된 기울기 {degrees}°가 다른 모든 값보다 우선합니다.</translation>
    </message>
    <message>
        <source>lens {cm} cm high</source>
        <translation>렌즈 높이 {cm} cm</translation>
    </message>
    <message>
        <source>{cm} cm from the wall</source>
        <translation>벽에서 {cm} cm</translation>
    </message>
    <message>
        <source>lens measured: perspective is taken out</source>
        <translation>렌즈 측정됨: 원근 보정</translation>
    </message>
    <message>
        <source>lens not measured</source>
        <translation>렌즈 측정 안 됨</translation>
    </message>
</context>
<context>
    <name>RepeatabilityPage</name>
    <message>
        <source>1  Room and staff</source>
        <translation>1  방과 담당자</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>방</translation>
    </message>
    <message>
        <source>Who takes the photographs</source>
        <translation>촬영하는 사람</translation>
    </message>
    <message>
        <source>2  Three times each client</source>
        <translation>2  대상자마다 세 번</translation>
    </message>
    <message>
        <source>Assess a client, let them walk away and come back, and assess them again. Three clients three times tell enough. Only numbers are kept, no names and no photographs.</source>
        <translation>대상자를 측정한 뒤 자리를 떠났다가 돌아오게 하여 다시 측정합니다. 대상자 세 명을 세 번씩 측정하면 충분합니다. 숫자만 남기며 이름과 사진은 남기지 않습니다.</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>대상자</translation>
    </message>
    <message>
        <source>Take the next one</source>
        <translation>다음 측정 하기</translation>
    </message>
    <message>
        <source>Take the last one out</source>
        <translation>마지막 측정 빼기</translation>
    </message>
    <message>
        <source>3  Use what it tells</source>
        <translation>3  결과 사용</translation>
    </message>
    <message>
        <source>Use the scatter of this room</source>
        <translation>이 방의 산포 사용</translation>
    </message>
    <message>
        <source>Where the scatter is larger than the method’s own error, it takes its place in every assessment. Where it is smaller, nothing changes: what repeats well may still be off.</source>
        <translation>산포가 기본 오차보다 큰 항목은 모든 측정에서 산포를 오차로 씁니다. 더 작은 항목은 그대로입니다. 잘 반복되는 값도 참값과 다를 수 있기 때문입니다.</translation>
    </message>
    <message>
        <source>View</source>
        <translation>방향</translation>
    </message>
    <message>
        <source>Client {client}: {count} of {rounds} taken</source>
        <translation>대상자 {client}: {rounds}번 중 {count}번 측정함</translation>
    </message>
    <message>
        <source>New client {client}</source>
        <translation>새 대상자 {client}</translation>
    </message>
    <message>
        <source>Add this assessment: client {client}, time {count}</source>
        <translation>이 측정 추가: 대상자 {client}, {count}번째</translation>
    </message>
    <message>
        <source>Assess the client first; then add the assessment here.</source>
        <translation>먼저 대상자를 측정한 뒤 여기에서 추가하세요.</translation>
    </message>
    <message>
        <source>The study is complete. More clients make it surer.</source>
        <translation>연구가 끝났습니다. 대상자가 더 많으면 더 확실해집니다.</translation>
    </message>
    <message>
        <source>Nothing has been taken twice as yet</source>
        <translation>아직 두 번 측정한 것이 없습니다</translation>
    </message>
    <message>
        <source>Until then every change between visits is held against the method’s own error.</source>
        <translation>그때까지는 방문 사이의 변화를 기본 오차와 비교합니다.</translation>
    </message>
    <message>
        <source>{wider} of {all} values scatter more here than the method’s error says</source>
        <translation>항목 {all}개 중 {wider}개가 이곳에서 기본 오차보다 크게 흩어집니다</translation>
    </message>
    <message>
        <source>{takes} assessments of {clients} clients.</source>
        <translation>대상자 {clients}명, 측정 {takes}회.</translation>
    </message>
    <message>
        <source>Nothing was taken twice in this view.</source>
        <translation>이 방향에서는 두 번 측정한 것이 없습니다.</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>ICC (95 % interval)</source>
        <translation>ICC(95% 구간)</translation>
    </message>
    <message>
        <source>Scatter here</source>
        <translation>이곳의 산포</translation>
    </message>
    <message>
        <source>Method’s error</source>
        <translation>기본 오차</translation>
    </message>
    <message>
        <source>No real change below</source>
        <translation>이보다 작으면 변화 아님</translation>
    </message>
    <message>
        <source>{measure}, points placed</source>
        <translation>{measure}, 점을 직접 지정</translation>
    </message>
    <message>
        <source>Added. Let the client walk away and come back.</source>
        <translation>추가했습니다. 대상자에게 자리를 떠났다가 돌아오도록 말씀하세요.</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>The report</source>
        <translation>보고서</translation>
    </message>
    <message>
        <source>This installation cannot show a PDF. Save it to read it elsewhere.</source>
        <translation>이 설치에서는 PDF를 볼 수 없습니다. 저장하여 다른 곳에서 읽으세요.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>저장…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message>
        <source>Save…</source>
        <translation>저장…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>인쇄…</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>보고서</translation>
    </message>
    <message>
        <source>The clinic&apos;s logo is not there any more, so the report stands without it.</source>
        <translation>기관 로고 파일이 더 이상 없어 보고서에 로고가 들어가지 않았습니다.</translation>
    </message>
    <message>
        <source>The report is ready</source>
        <translation>보고서가 준비됐습니다</translation>
    </message>
    <message>
        <source>Pages: {count}. Save it to read or print it.</source>
        <translation>{count}쪽. 저장하면 읽거나 인쇄할 수 있습니다.</translation>
    </message>
    <message>
        <source>The report is being made …</source>
        <translation>보고서를 만드는 중 …</translation>
    </message>
    <message>
        <source>This takes a moment.</source>
        <translation>잠시 걸립니다.</translation>
    </message>
    <message>
        <source>No photograph yet</source>
        <translation>아직 사진이 없습니다</translation>
    </message>
    <message>
        <source>Take or open photographs first; the report follows from them.</source>
        <translation>먼저 사진을 찍거나 여세요. 보고서는 그다음에 만들어집니다.</translation>
    </message>
    <message>
        <source>Save the report into a folder</source>
        <translation>보고서를 저장할 폴더</translation>
    </message>
    <message>
        <source>Saved in {folder}</source>
        <translation>{folder}에 저장했습니다</translation>
    </message>
</context>
<context>
    <name>RescueDialog</name>
    <message>
        <source>Bring back a backup?</source>
        <translation>백업으로 되돌릴까요?</translation>
    </message>
    <message>
        <source>What is there is kept aside in the folder of the records; what came after the backup is missing from then on. Patients who were erased since stay erased.</source>
        <translation>지금 있는 것은 기록 폴더 안에 따로 보관합니다. 백업 뒤의 내용은 그 뒤로 없습니다. 그사이 지운 대상자는 계속 지워진 상태입니다.</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>백업</translation>
    </message>
    <message>
        <source>Passphrase or recovery code</source>
        <translation>암호 또는 복구 코드</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>복원</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>Bring back this backup?</source>
        <translation>이 백업으로 되돌릴까요?</translation>
    </message>
    <message>
        <source>The records of every workstation go back to {name}; what came later is overwritten, so back up first. Patients who were erased since stay erased. The records are locked meanwhile.</source>
        <translation>모든 컴퓨터의 기록이 {name} 시점으로 돌아갑니다. 그 뒤의 내용은 덮어쓰므로 먼저 백업하세요. 그사이 지운 대상자는 계속 지워진 상태입니다. 복원하는 동안 기록이 잠깁니다.</translation>
    </message>
    <message>
        <source>The records go back to {name}; what came later is kept aside in their folder. Patients who were erased since stay erased. The records are locked meanwhile.</source>
        <translation>기록이 {name} 시점으로 돌아갑니다. 그 뒤의 내용은 폴더 안에 따로 보관합니다. 그사이 지운 대상자는 계속 지워진 상태입니다. 복원하는 동안 기록이 잠깁니다.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>암호</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>복원</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>Your result</source>
        <translation>측정 결과</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>큰 글씨</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>마치기</translation>
    </message>
    <message>
        <source>Print my report</source>
        <translation>보고서 인쇄</translation>
    </message>
    <message>
        <source>More time</source>
        <translation>시간 더 쓰기</translation>
    </message>
    <message>
        <source>This screen clears in {seconds} seconds</source>
        <translation>{seconds}초 뒤에 화면이 지워져요</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>옆면</translation>
    </message>
    <message>
        <source>Front</source>
        <translation>정면</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒷면</translation>
    </message>
</context>
<context>
    <name>ResultsPage</name>
    <message>
        <source>Make report</source>
        <translation>보고서 만들기</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>What you want to stand in the report</source>
        <translation>보고서에 적을 내용</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>측정값</translation>
    </message>
    <message>
        <source>No value</source>
        <translation>값 없음</translation>
    </message>
    <message>
        <source>Place points in review</source>
        <translation>검토에서 점 지정</translation>
    </message>
</context>
<context>
    <name>Retention</name>
    <message>
        <source>Code</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>생년월일</translation>
    </message>
    <message>
        <source>Last visit</source>
        <translation>마지막 방문</translation>
    </message>
</context>
<context>
    <name>RetentionPane</name>
    <message>
        <source>Review of what is kept</source>
        <translation>보존 기간 검토</translation>
    </message>
    <message>
        <source>Who was last here longer ago than the clinic keeps records is listed until somebody decides. Who is kept comes up again in a year; the audit trail tells who decided.</source>
        <translation>마지막 방문 뒤 기관의 보존 기간이 지난 대상자가 결정될 때까지 나열됩니다. 보존하기로 하면 1년 뒤 다시 나타나며, 누가 결정했는지는 감사 기록에 남습니다.</translation>
    </message>
    <message>
        <source>Years after the last visit</source>
        <translation>마지막 방문 후 햇수</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>방문</translation>
    </message>
    <message>
        <source>Keep for a year</source>
        <translation>1년 더 보존</translation>
    </message>
    <message>
        <source>Erase…</source>
        <translation>지우기…</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>찾는 중 …</translation>
    </message>
    <message>
        <source>{count} due for review, the longest ago first</source>
        <translation>검토할 대상자 {count}명, 오래된 순</translation>
    </message>
    <message>
        <source>Nobody is due.</source>
        <translation>검토할 대상자가 없습니다.</translation>
    </message>
    <message>
        <source>Kept for a year: {name}</source>
        <translation>1년 더 보존합니다: {name}</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Import instead</source>
        <translation>대신 가져오기</translation>
    </message>
    <message>
        <source>Accept and go on</source>
        <translation>확인하고 계속</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>화면 이동</translation>
    </message>
    <message>
        <source>What pressing on the photograph does</source>
        <translation>사진을 누를 때의 동작</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Photograph with its points</source>
        <translation>점이 표시된 사진</translation>
    </message>
    <message>
        <source>R: the person&apos;s right</source>
        <translation>R: 대상자의 오른쪽</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>All points</source>
        <translation>모든 점</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>작게</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>크게</translation>
    </message>
    <message>
        <source>Fit the photograph into the window</source>
        <translation>사진을 창에 맞춤</translation>
    </message>
    <message>
        <source>L: the person&apos;s left</source>
        <translation>L: 대상자의 왼쪽</translation>
    </message>
    <message>
        <source>as found</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>{count} placed</source>
        <translation>{count}개 지정</translation>
    </message>
    <message>
        <source>Retake: {view}</source>
        <translation>다시 촬영: {view}</translation>
    </message>
    <message>
        <source>new: {measure}</source>
        <translation>새 값: {measure}</translation>
    </message>
    <message>
        <source>This edit: {changes}.</source>
        <translation>이번 편집: {changes}.</translation>
    </message>
</context>
<context>
    <name>ReviewTable</name>
    <message>
        <source>95 % interval</source>
        <translation>95% 구간</translation>
    </message>
    <message>
        <source>Measures: {view}</source>
        <translation>측정값: {view}</translation>
    </message>
    <message>
        <source>was {value}</source>
        <translation>이전 {value}</translation>
    </message>
    <message>
        <source>Place points</source>
        <translation>점 지정</translation>
    </message>
</context>
<context>
    <name>Room</name>
    <message>
        <source>Level</source>
        <translation>수평</translation>
    </message>
    <message>
        <source>Looks straight ahead</source>
        <translation>정면을 향함</translation>
    </message>
    <message>
        <source>Faces the wall</source>
        <translation>벽과 마주 봄</translation>
    </message>
    <message>
        <source>Height of the lens</source>
        <translation>렌즈 높이</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>거리</translation>
    </message>
    <message>
        <source>Calibration sheet</source>
        <translation>보정 시트</translation>
    </message>
    <message>
        <source>unknown: no sure verticals in the picture</source>
        <translation>알 수 없음: 확실한 수직선이 없음</translation>
    </message>
    <message>
        <source>unknown: needs the sheet</source>
        <translation>알 수 없음: 시트가 필요함</translation>
    </message>
    <message>
        <source>unknown: needs the sheet and its height</source>
        <translation>알 수 없음: 시트와 그 높이가 필요함</translation>
    </message>
    <message>
        <source>unknown: needs the sheet or a person</source>
        <translation>알 수 없음: 시트나 사람이 필요함</translation>
    </message>
    <message>
        <source>not in the picture</source>
        <translation>화면에 없음</translation>
    </message>
    <message>
        <source>{degrees}° clockwise</source>
        <translation>시계 방향 {degrees}°</translation>
    </message>
    <message>
        <source>{degrees}° counter-clockwise</source>
        <translation>반시계 방향 {degrees}°</translation>
    </message>
    <message>
        <source>{degrees}° upwards</source>
        <translation>위로 {degrees}°</translation>
    </message>
    <message>
        <source>{degrees}° downwards</source>
        <translation>아래로 {degrees}°</translation>
    </message>
    <message>
        <source>turned {degrees}° to the right</source>
        <translation>오른쪽으로 {degrees}° 돌아감</translation>
    </message>
    <message>
        <source>turned {degrees}° to the left</source>
        <translation>왼쪽으로 {degrees}° 돌아감</translation>
    </message>
    <message>
        <source>from the calibration sheet</source>
        <translation>보정 시트에서</translation>
    </message>
    <message>
        <source>from the room&apos;s verticals</source>
        <translation>공간의 수직선에서</translation>
    </message>
    <message>
        <source>from two points, set by hand</source>
        <translation>직접 찍은 두 점에서</translation>
    </message>
    <message>
        <source>{count} corners seen</source>
        <translation>모서리 {count}개 보임</translation>
    </message>
    <message>
        <source>the person fills {share} of the height</source>
        <translation>사람이 화면 높이의 {share}를 차지함</translation>
    </message>
    <message>
        <source>{cm} cm</source>
        <translation>{cm} cm</translation>
    </message>
    <message>
        <source>{roll} ± {error}</source>
        <translation>{roll} ± {error}</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <translation>yyyy년 M월 d일</translation>
    </message>
</context>
<context>
    <name>RoomStep</name>
    <message>
        <source>Measure the room once</source>
        <translation>공간을 한 번 측정하기</translation>
    </message>
    <message>
        <source>What is known of the camera&apos;s place need not be guessed in each photograph. Any other day is as good.</source>
        <translation>카메라의 위치를 알면 사진마다 추정할 필요가 없습니다. 다른 날에 해도 됩니다.</translation>
    </message>
    <message>
        <source>Every degree the camera leans is a degree of error in every tilt.</source>
        <translation>카메라가 1° 기울면 모든 기울기에 1°의 오차가 생깁니다.</translation>
    </message>
    <message>
        <source>Lens about 100 cm high, the person about 3 m away, in front of a plain wall.</source>
        <translation>렌즈 높이는 약 100cm, 사람까지의 거리는 약 3m, 배경은 무늬 없는 벽이 좋습니다.</translation>
    </message>
    <message>
        <source>With the printed calibration sheet on the wall, lean, height, and scale are measured.</source>
        <translation>인쇄한 보정 시트를 벽에 걸면 기울기, 높이, 축척이 측정됩니다.</translation>
    </message>
    <message>
        <source>It is remembered for this camera; when the camera has moved, you are told.</source>
        <translation>측정값은 이 카메라에 대해 기억되며, 카메라가 움직이면 알려 줍니다.</translation>
    </message>
    <message>
        <source>Measure camera and room</source>
        <translation>카메라와 공간 측정</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>나중에</translation>
    </message>
    <message>
        <source>The camera&apos;s place is remembered. {level}</source>
        <translation>카메라의 위치를 기억하고 있습니다. {level}</translation>
    </message>
</context>
<context>
    <name>SampleStep</name>
    <message>
        <source>A first assessment</source>
        <translation>첫 평가</translation>
    </message>
    <message>
        <source>Watch one from beginning to end, with rendered people in front of a camera that is not there. It takes a minute, and nothing of it is kept.</source>
        <translation>가상의 카메라 앞에 선 렌더링 인물로 처음부터 끝까지 살펴봅니다. 1분 정도 걸리고, 아무것도 남지 않습니다.</translation>
    </message>
    <message>
        <source>What you will see</source>
        <translation>보게 될 내용</translation>
    </message>
    <message>
        <source>Front, side, and back are photographed by themselves.</source>
        <translation>정면, 옆면, 뒷면이 자동으로 촬영됩니다.</translation>
    </message>
    <message>
        <source>Every point can be checked and moved; the values follow.</source>
        <translation>모든 점을 확인하고 옮길 수 있으며, 값이 따라 바뀝니다.</translation>
    </message>
    <message>
        <source>The report says what was measured, and how sure it is.</source>
        <translation>보고서는 무엇을 측정했고 얼마나 확실한지 알려 줍니다.</translation>
    </message>
    <message>
        <source>Begin the sample assessment</source>
        <translation>예시 평가 시작</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>마침</translation>
    </message>
</context>
<context>
    <name>SendDialog</name>
    <message>
        <source>Send this visit to a service elsewhere</source>
        <translation>이 방문을 외부 서비스로 보내기</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>서비스</translation>
    </message>
    <message>
        <source>Make the head unrecognisable first; its values are lost then</source>
        <translation>머리를 알아볼 수 없게 만든 뒤 보내기 (머리 값은 얻을 수 없음)</translation>
    </message>
    <message>
        <source>What leaves this machine</source>
        <translation>이 컴퓨터에서 나가는 것</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>잠시만요 …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Ask for the consent…</source>
        <translation>동의 받기…</translation>
    </message>
    <message>
        <source>Put into the outbox</source>
        <translation>보낼 목록에 넣기</translation>
    </message>
    <message>
        <source>The patient has not consented to this yet.</source>
        <translation>대상자가 아직 동의하지 않았습니다.</translation>
    </message>
    <message>
        <source>Values of {service}: {views}</source>
        <translation>{service} 값: {views}</translation>
    </message>
</context>
<context>
    <name>ServerCard</name>
    <message>
        <source>Records on a database server</source>
        <translation>데이터베이스 서버의 기록</translation>
    </message>
    <message>
        <source>Several workstations work with one PostgreSQL database. Records that are there are opened; in an empty database new ones can be made.</source>
        <translation>여러 컴퓨터가 하나의 PostgreSQL 데이터베이스를 함께 씁니다. 기록이 있으면 열고, 비어 있으면 새로 만들 수 있습니다.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>주소</translation>
    </message>
    <message>
        <source>Password of the database user</source>
        <translation>데이터베이스 사용자 비밀번호</translation>
    </message>
    <message>
        <source>If the server asks for one</source>
        <translation>서버가 요구할 때만</translation>
    </message>
    <message>
        <source>The password is not kept with the address. Across a network the way to the server is as safe as the address makes it, such as:</source>
        <translation>비밀번호는 주소와 함께 보관하지 않습니다. 네트워크를 거칠 때 서버까지의 안전은 주소에 달려 있습니다. 예:</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
</context>
<context>
    <name>ServiceDialog</name>
    <message>
        <source>Address</source>
        <translation>주소</translation>
    </message>
    <message>
        <source>Kept in the keyring; leave empty to keep it</source>
        <translation>키 저장소에 있음, 그대로 두려면 비워 두세요</translation>
    </message>
    <message>
        <source>Allow http without encryption: anybody on the way can look</source>
        <translation>암호화 없는 http 허용 (중간에서 누구나 볼 수 있음)</translation>
    </message>
    <message>
        <source>The service charges a uuid once, as this program&apos;s server does</source>
        <translation>서비스가 같은 uuid에 한 번만 과금함 (이 프로그램의 서버처럼)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Type every key of this service.</source>
        <translation>이 서비스의 키를 모두 입력하세요.</translation>
    </message>
</context>
<context>
    <name>ServicesList</name>
    <message>
        <source>Set up…</source>
        <translation>설정…</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>확인</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>not set up</source>
        <translation>설정 안 됨</translation>
    </message>
    <message>
        <source>Set up: {name}</source>
        <translation>설정했습니다: {name}</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Language and looks</source>
        <translation>언어와 화면</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Clinical: for professionals</source>
        <translation>임상: 전문가용</translation>
    </message>
    <message>
        <source>Wellness: in everyday words</source>
        <translation>웰니스: 쉬운 말</translation>
    </message>
    <message>
        <source>Wording</source>
        <translation>표현</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>고대비</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>색</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>글자 크기</translation>
    </message>
    <message>
        <source>Less movement on the screen</source>
        <translation>화면 움직임 줄이기</translation>
    </message>
    <message>
        <source>Say instructions aloud</source>
        <translation>안내를 소리로 말하기</translation>
    </message>
    <message>
        <source>Show the welcome again</source>
        <translation>시작 안내 다시 보기</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>First camera found</source>
        <translation>처음 찾은 카메라</translation>
    </message>
    <message>
        <source>Demonstration</source>
        <translation>데모</translation>
    </message>
    <message>
        <source>Picture size</source>
        <translation>화면 크기</translation>
    </message>
    <message>
        <source>{degrees}° clockwise</source>
        <translation>시계 방향 {degrees}°</translation>
    </message>
    <message>
        <source>Upright as it is</source>
        <translation>그대로</translation>
    </message>
    <message>
        <source>Turned by</source>
        <translation>회전</translation>
    </message>
    <message>
        <source>Show the live picture as a mirror</source>
        <translation>실시간 화면을 거울처럼 보기</translation>
    </message>
    <message>
        <source>Hands free: count down by itself</source>
        <translation>자동 촬영: 저절로 카운트다운</translation>
    </message>
    <message>
        <source>Pictures in a burst</source>
        <translation>연속 촬영 장수</translation>
    </message>
    <message>
        <source>Camera and room</source>
        <translation>카메라와 공간</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>측정</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>정밀도</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation>보정</translation>
    </message>
    <message>
        <source>Red, green, or blue</source>
        <translation>빨강, 초록, 파랑</translation>
    </message>
    <message>
        <source>Red only</source>
        <translation>빨강만</translation>
    </message>
    <message>
        <source>Green only</source>
        <translation>초록만</translation>
    </message>
    <message>
        <source>Blue only</source>
        <translation>파랑만</translation>
    </message>
    <message>
        <source>Not looked for</source>
        <translation>찾지 않음</translation>
    </message>
    <message>
        <source>Stickers on bony points</source>
        <translation>뼈 지점 스티커</translation>
    </message>
    <message>
        <source>Norm set</source>
        <translation>기준값</translation>
    </message>
    <message>
        <source>As shipped</source>
        <translation>기본 제공</translation>
    </message>
    <message>
        <source>Norm sets (*.json)</source>
        <translation>기준값 (*.json)</translation>
    </message>
    <message>
        <source>Pose models (*.task)</source>
        <translation>자세 모델 (*.task)</translation>
    </message>
    <message>
        <source>Pose model</source>
        <translation>자세 모델</translation>
    </message>
    <message>
        <source>How well values repeat in this room</source>
        <translation>이 방에서 값이 얼마나 잘 반복되는지</translation>
    </message>
    <message>
        <source>Another norm set or pose model is used from the next start on.</source>
        <translation>다른 기준값이나 자세 모델은 다음에 시작할 때부터 쓰입니다.</translation>
    </message>
    <message>
        <source>Fast: {looks} looks</source>
        <translation>빠르게: {looks}회 판독</translation>
    </message>
    <message>
        <source>Standard: {looks} looks</source>
        <translation>표준: {looks}회 판독</translation>
    </message>
    <message>
        <source>Precise: {looks} looks</source>
        <translation>정밀하게: {looks}회 판독</translation>
    </message>
    <message>
        <source>{looks} looks</source>
        <translation>{looks}회 판독</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>보고서</translation>
    </message>
    <message>
        <source>Clinic</source>
        <translation>기관</translation>
    </message>
    <message>
        <source>As it will stand on the report</source>
        <translation>보고서에 적힐 그대로</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>로고</translation>
    </message>
    <message>
        <source>Folder for results</source>
        <translation>결과 폴더</translation>
    </message>
    <message>
        <source>Ask every time</source>
        <translation>매번 묻기</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>Lock by themselves after so many minutes</source>
        <translation>자동으로 잠기기까지(분)</translation>
    </message>
    <message>
        <source>Review who was last here so many years ago</source>
        <translation>마지막 방문 후 검토까지 햇수</translation>
    </message>
    <message>
        <source>At every opening</source>
        <translation>열 때마다</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>매일</translation>
    </message>
    <message>
        <source>Every 3 days</source>
        <translation>3일마다</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>매주</translation>
    </message>
    <message>
        <source>Every {hours} hours</source>
        <translation>{hours}시간마다</translation>
    </message>
    <message>
        <source>Back up by themselves</source>
        <translation>자동 백업</translation>
    </message>
    <message>
        <source>Backups that stay</source>
        <translation>남겨 둘 백업 수</translation>
    </message>
    <message>
        <source>Recognise returning people who agree to it by their face</source>
        <translation>동의한 재방문자를 얼굴로 알아보기</translation>
    </message>
    <message>
        <source>Patients&apos; records</source>
        <translation>대상자 기록</translation>
    </message>
    <message>
        <source>Kiosk</source>
        <translation>키오스크</translation>
    </message>
    <message>
        <source>Folder for its reports</source>
        <translation>보고서 폴더</translation>
    </message>
    <message>
        <source>As for results</source>
        <translation>결과 폴더와 같음</translation>
    </message>
    <message>
        <source>Offer to print the report</source>
        <translation>보고서 인쇄 제안하기</translation>
    </message>
    <message>
        <source>Clear by itself after so many seconds</source>
        <translation>이 시간(초) 뒤 화면 비우기</translation>
    </message>
    <message>
        <source>Forget the PIN</source>
        <translation>PIN 지우기</translation>
    </message>
    <message>
        <source>Without a PIN the staff choose one at the kiosk&apos;s next start.</source>
        <translation>PIN이 없으면 다음에 키오스크를 시작할 때 직원이 새로 정합니다.</translation>
    </message>
    <message>
        <source>Services elsewhere</source>
        <translation>외부 서비스</translation>
    </message>
    <message>
        <source>Photographs may be sent</source>
        <translation>사진을 보낼 수 있음</translation>
    </message>
    <message>
        <source>Make heads unrecognisable</source>
        <translation>머리를 알아볼 수 없게 처리</translation>
    </message>
    <message>
        <source>Photographs leave this machine only with a patient&apos;s consent, and after a list has shown exactly what leaves. Keys are kept in the system&apos;s keyring.</source>
        <translation>사진은 대상자가 동의하고, 정확히 무엇을 보내는지 목록으로 보여 준 뒤에만 이 컴퓨터에서 나갑니다. 키는 시스템의 키 저장소에 보관합니다.</translation>
    </message>
    <message>
        <source>Somebody measured how the camera leans</source>
        <translation>카메라 기울기를 잰 적이 있음</translation>
    </message>
    <message>
        <source>Camera leans by</source>
        <translation>카메라 기울기</translation>
    </message>
    <message>
        <source>Choose: {what}</source>
        <translation>선택: {what}</translation>
    </message>
    <message>
        <source>{what}: none</source>
        <translation>{what}: 없음</translation>
    </message>
</context>
<context>
    <name>SetupCard</name>
    <message>
        <source>Patients&apos; records</source>
        <translation>대상자 기록</translation>
    </message>
    <message>
        <source>Keep every visit, compare it with the next one, and hand over what other systems ask for. The records are an encrypted folder on this computer or a drive of yours, or for several workstations a database on your own server.</source>
        <translation>모든 방문을 보관하고, 다음 방문과 비교하고, 다른 시스템이 요구하는 자료를 건네세요. 기록은 이 컴퓨터나 드라이브의 암호화된 폴더에, 또는 여러 컴퓨터가 함께 쓰도록 자체 서버의 데이터베이스에 둡니다.</translation>
    </message>
    <message>
        <source>Make new records</source>
        <translation>새 기록 만들기</translation>
    </message>
    <message>
        <source>Open existing records…</source>
        <translation>있는 기록 열기…</translation>
    </message>
    <message>
        <source>Records on a database server…</source>
        <translation>데이터베이스 서버의 기록…</translation>
    </message>
    <message>
        <source>Records are optional: without them everything works as before, and nothing is kept.</source>
        <translation>기록은 선택 사항입니다. 없어도 모든 기능이 그대로이며 아무것도 보관하지 않습니다.</translation>
    </message>
    <message>
        <source>Folder of the records</source>
        <translation>기록 폴더</translation>
    </message>
</context>
<context>
    <name>SheetCard</name>
    <message>
        <source>Calibration sheet</source>
        <translation>보정 시트</translation>
    </message>
    <message>
        <source>Print the sheet at 100 %, hang it flat on the wall with a spirit level, and let the camera see it.</source>
        <translation>시트를 100 % 크기로 인쇄해 수준기로 맞춰 벽에 평평하게 걸고, 카메라에 보이게 하세요.</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>용지</translation>
    </message>
    <message>
        <source>Save the sheet (PDF)</source>
        <translation>시트 저장 (PDF)</translation>
    </message>
    <message>
        <source>Calibrate with the sheet</source>
        <translation>시트로 보정</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>측정 안 함</translation>
    </message>
    <message>
        <source>Middle of the sheet above the floor</source>
        <translation>바닥에서 시트 중앙까지</translation>
    </message>
    <message>
        <source>Measure the lens</source>
        <translation>렌즈 측정</translation>
    </message>
    <message>
        <source>Save the calibration sheet</source>
        <translation>보정 시트 저장</translation>
    </message>
    <message>
        <source>Saved as {file}. Print it at 100 %.</source>
        <translation>{file}(으)로 저장했습니다. 100 % 크기로 인쇄하세요.</translation>
    </message>
</context>
<context>
    <name>StaffPage</name>
    <message>
        <source>Staff</source>
        <translation>직원</translation>
    </message>
    <message>
        <source>Back to the welcome page</source>
        <translation>시작 화면으로</translation>
    </message>
    <message>
        <source>Open the records</source>
        <translation>기록 열기</translation>
    </message>
    <message>
        <source>Lock the kiosk</source>
        <translation>키오스크 잠그기</translation>
    </message>
    <message>
        <source>Leave the kiosk</source>
        <translation>키오스크 끝내기</translation>
    </message>
</context>
<context>
    <name>StickerList</name>
    <message>
        <source>Leave all undecided</source>
        <translation>모두 보류</translation>
    </message>
    <message>
        <source>Accept all</source>
        <translation>모두 받아들이기</translation>
    </message>
    <message>
        <source>Stickers to confirm: {count}</source>
        <translation>확인할 스티커: {count}개</translation>
    </message>
    <message>
        <source>Nothing is measured from a sticker before you accept it.</source>
        <translation>받아들이기 전에는 스티커로 아무것도 측정하지 않습니다.</translation>
    </message>
    <message>
        <source>No stickers found</source>
        <translation>스티커를 찾지 못했습니다</translation>
    </message>
    <message>
        <source>Round dots in strong red, green, or blue, 13 to 25 mm across, are looked for where the bony points usually are.</source>
        <translation>지름 13–25 mm의 진한 빨강·초록·파랑 원형 스티커를 뼈 지점이 보통 있는 자리에서 찾습니다.</translation>
    </message>
</context>
<context>
    <name>StickerReview</name>
    <message>
        <source>Stickers</source>
        <translation>스티커</translation>
    </message>
    <message>
        <source>Look for stickers</source>
        <translation>스티커 찾기</translation>
    </message>
    <message>
        <source>Look for coloured stickers on bony points</source>
        <translation>뼈 지점에 붙인 색 스티커 찾기</translation>
    </message>
</context>
<context>
    <name>StickerRow</name>
    <message>
        <source>Accept: {point}</source>
        <translation>받아들이기: {point}</translation>
    </message>
    <message>
        <source>Reject: {point}</source>
        <translation>거절: {point}</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>{number} %</source>
        <translation>{number}%</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>옆</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Patients&apos; records</source>
        <translation>대상자 기록</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>잠김</translation>
    </message>
    <message>
        <source>open for {name}</source>
        <translation>{name} 사용 중</translation>
    </message>
    <message>
        <source>New person</source>
        <translation>새 대상자</translation>
    </message>
    <message>
        <source>no details yet</source>
        <translation>아직 정보 없음</translation>
    </message>
</context>
<context>
    <name>UnlockCard</name>
    <message>
        <source>The records are locked</source>
        <translation>기록이 잠겨 있습니다</translation>
    </message>
    <message>
        <source>Password of the database user</source>
        <translation>데이터베이스 사용자 비밀번호</translation>
    </message>
    <message>
        <source>If the server asks for one</source>
        <translation>서버가 요구할 때만</translation>
    </message>
    <message>
        <source>Passphrase or recovery code</source>
        <translation>암호 또는 복구 코드</translation>
    </message>
    <message>
        <source>As it was chosen for these records</source>
        <translation>이 기록에 정한 암호</translation>
    </message>
    <message>
        <source>Remember on this computer</source>
        <translation>이 컴퓨터에 기억하기</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>잠금 해제</translation>
    </message>
    <message>
        <source>Other records…</source>
        <translation>다른 기록…</translation>
    </message>
    <message>
        <source>Type the passphrase instead</source>
        <translation>암호로 열기</translation>
    </message>
    <message>
        <source>Forget on this computer</source>
        <translation>이 컴퓨터에서 지우기</translation>
    </message>
    <message>
        <source>This computer keeps the key. Whoever unlocks still logs in with their own password.</source>
        <translation>이 컴퓨터가 키를 보관합니다. 잠금을 풀어도 본인 비밀번호로 로그인해야 합니다.</translation>
    </message>
    <message>
        <source>Kept in {keyring}; your own password is still asked for.</source>
        <translation>{keyring}에 보관합니다. 본인 비밀번호는 그래도 묻습니다.</translation>
    </message>
    <message>
        <source>Bring back a backup…</source>
        <translation>백업으로 복원…</translation>
    </message>
    <message>
        <source>Brought back: {name}. Unlock the records again.</source>
        <translation>복원함: {name}. 기록의 잠금을 다시 해제하세요.</translation>
    </message>
    <message>
        <source>The key is forgotten on this computer.</source>
        <translation>이 컴퓨터에서 키를 지웠습니다.</translation>
    </message>
</context>
<context>
    <name>UsersPane</name>
    <message>
        <source>Users and roles</source>
        <translation>사용자와 역할</translation>
    </message>
    <message>
        <source>Capture adds patients and visits and reads none. A clinician also reads, signs, and exports. An administrator may do everything, erase patients too.</source>
        <translation>촬영 담당은 대상자와 방문을 추가하지만 읽지 않습니다. 임상 담당은 읽고 서명하고 내보낼 수도 있습니다. 관리자는 삭제를 포함해 모두 할 수 있습니다.</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>촬영</translation>
    </message>
    <message>
        <source>Clinician</source>
        <translation>임상 담당</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>관리자</translation>
    </message>
    <message>
        <source>Add a user</source>
        <translation>사용자 추가</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>역할</translation>
    </message>
    <message>
        <source>Add user</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>비밀번호</translation>
    </message>
    <message>
        <source>{name} (you)</source>
        <translation>{name}(본인)</translation>
    </message>
    <message>
        <source>Role of {name}</source>
        <translation>{name}의 역할</translation>
    </message>
    <message>
        <source>Say the user&apos;s name.</source>
        <translation>사용자 이름을 입력하세요.</translation>
    </message>
    <message>
        <source>There is a user of this name already; change the role above.</source>
        <translation>같은 이름의 사용자가 있습니다. 위에서 역할을 바꾸세요.</translation>
    </message>
    <message>
        <source>The password needs at least {least} characters.</source>
        <translation>비밀번호는 {least}자 이상이어야 합니다.</translation>
    </message>
    <message>
        <source>Saved: {name}</source>
        <translation>저장함: {name}</translation>
    </message>
</context>
<context>
    <name>ValuesDialog</name>
    <message>
        <source>Visit of {when}</source>
        <translation>{when} 방문</translation>
    </message>
    <message>
        <source>answered {when}</source>
        <translation>답 받은 때 {when}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Both values</source>
        <translation>두 값</translation>
    </message>
    <message>
        <source>The service says: {text}</source>
        <translation>서비스의 말: {text}</translation>
    </message>
</context>
<context>
    <name>VisitCard</name>
    <message>
        <source>Draft: not signed yet.</source>
        <translation>초안: 아직 서명하지 않음.</translation>
    </message>
    <message>
        <source>Signed by {name}, {day}.</source>
        <translation>{name} 서명, {day}.</translation>
    </message>
    <message>
        <source>Correction, version {number}.</source>
        <translation>수정본, 제{number}판.</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>수정</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>보고서</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>서명</translation>
    </message>
    <message>
        <source>Send to…</source>
        <translation>보내기…</translation>
    </message>
    <message>
        <source>{count} {grade}</source>
        <translation>{grade} {count}</translation>
    </message>
</context>
<context>
    <name>VisitSending</name>
    <message>
        <source>Set a service up first, below Services elsewhere.</source>
        <translation>먼저 외부 서비스에서 서비스를 설정하세요.</translation>
    </message>
    <message>
        <source>In the outbox; it is sent as soon as the service is reached.</source>
        <translation>보낼 목록에 넣었습니다. 서비스에 연결되는 대로 보냅니다.</translation>
    </message>
    <message>
        <source>The visit is no longer in the records.</source>
        <translation>방문이 더 이상 기록에 없습니다.</translation>
    </message>
</context>
<context>
    <name>WelcomeGuide</name>
    <message>
        <source>Sample person</source>
        <translation>예시 인물</translation>
    </message>
    <message>
        <source>The welcome can be shown again from the settings.</source>
        <translation>시작 안내는 설정에서 다시 볼 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Welcome</source>
        <translation>환영해요</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>시작하기</translation>
    </message>
    <message>
        <source>Let’s look at how you stand.</source>
        <translation>서 있는 자세를 살펴볼까요?</translation>
    </message>
    <message>
        <source>Three pictures, about two minutes. Nothing leaves this device, and you can stop at any time.</source>
        <translation>사진 세 장, 2분쯤 걸려요. 아무것도 이 기기 밖으로 나가지 않고, 언제든지 그만둘 수 있어요.</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>큰 글씨</translation>
    </message>
    <message>
        <source>Sound is on; turn it off</source>
        <translation>소리가 켜져 있어요. 끄기</translation>
    </message>
    <message>
        <source>Sound is off; turn it on</source>
        <translation>소리가 꺼져 있어요. 켜기</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>직원</translation>
    </message>
    <message>
        <source>For your wellness, not a diagnosis</source>
        <translation>건강 관리용이며 진단이 아니에요</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Clinic</source>
        <translation>기관</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>공간</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>예시</translation>
    </message>
    <message>
        <source>Posture assessment</source>
        <translation>자세 평가</translation>
    </message>
    <message>
        <source>Skip the welcome</source>
        <translation>시작 안내 건너뛰기</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>More in the manual</source>
        <translation>설명서에서 더 보기</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Step {at} of {all}</source>
        <translation>{all}단계 중 {at}단계</translation>
    </message>
</context>
<context>
    <name>WelcomeStep</name>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
</context>
<context>
    <name>WelcomeStrip</name>
    <message>
        <source>End the welcome</source>
        <translation>시작 안내 끝내기</translation>
    </message>
    <message>
        <source>Back to the welcome</source>
        <translation>시작 안내로 돌아가기</translation>
    </message>
    <message>
        <source>See the report</source>
        <translation>보고서 보기</translation>
    </message>
    <message>
        <source>Finish the welcome</source>
        <translation>시작 안내 마치기</translation>
    </message>
    <message>
        <source>The sample: one instruction at a time, then the pictures take themselves.</source>
        <translation>예시 평가: 한 번에 한 가지씩 안내하고, 사진은 자동으로 찍힙니다.</translation>
    </message>
    <message>
        <source>These are the points that were found. Drag one: its values follow at once.</source>
        <translation>프로그램이 찾은 점들입니다. 하나를 끌면 값이 바로 따라 바뀝니다.</translation>
    </message>
    <message>
        <source>Each value with its grade, and with how sure it is.</source>
        <translation>각 값의 판정과, 값이 얼마나 확실한지 보여 줍니다.</translation>
    </message>
    <message>
        <source>This is what your patients take home. The sample is forgotten at the end.</source>
        <translation>대상자가 받아 가는 보고서입니다. 예시는 끝나면 지워집니다.</translation>
    </message>
    <message>
        <source>When the level stands still, remember it; then go back to the welcome.</source>
        <translation>수평 값이 안정되면 기억시키고, 시작 안내로 돌아오세요.</translation>
    </message>
    <message>
        <source>The welcome waits for you.</source>
        <translation>시작 안내가 기다리고 있습니다.</translation>
    </message>
</context>
<context>
    <name>WhoPage</name>
    <message>
        <source>Who are you?</source>
        <translation>누구신가요?</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>멈춤</translation>
    </message>
    <message>
        <source>Have you been here before?</source>
        <translation>전에 오신 적이 있나요?</translation>
    </message>
    <message>
        <source>I am new</source>
        <translation>처음이에요</translation>
    </message>
    <message>
        <source>No name and no code needed</source>
        <translation>이름도 번호도 필요 없어요</translation>
    </message>
    <message>
        <source>I have a code</source>
        <translation>번호가 있어요</translation>
    </message>
    <message>
        <source>It is printed on your report</source>
        <translation>보고서에 적혀 있어요</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Recognise my face</source>
        <translation>얼굴로 접수하기</translation>
    </message>
    <message>
        <source>Your code</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>Your birth date</source>
        <translation>생년월일</translation>
    </message>
    <message>
        <source>year month day, such as 1980 02 28</source>
        <translation>연월일 순서, 예: 1980 02 28</translation>
    </message>
    <message>
        <source>This is not a day: please write year, month, day.</source>
        <translation>없는 날짜예요. 연월일 순서로 입력해 주세요.</translation>
    </message>
</context>
<context>
    <name>_FacePage</name>
    <message>
        <source>Stop</source>
        <translation>그만하기</translation>
    </message>
</context>
<context>
    <name>_Keys</name>
    <message>
        <source>Delete</source>
        <translation>지우기</translation>
    </message>
</context>
</TS>
