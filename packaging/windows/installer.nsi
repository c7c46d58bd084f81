; The installer for one person, without administrator rights: packaging/package.py runs makensis on it.
; /S installs silently (an exit code other than 0 is a failure), /D=FOLDER (last, unquoted) says where to.
Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS all
SetCompressor /SOLID lzma
RequestExecutionLevel user

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WordFunc.nsh"
!include "x64.nsh"

; Whoever holds a certificate names the command that signs: the installer and the uninstaller in it are signed too.
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
  !finalize '${SIGN} "%1"' = 0
!endif

!define NAME "Case file audit"
!define ID "audit-app"
!define KIND "CaseFileAudit.audit"
!define CLASSES "Software\Classes"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"

Name "${NAME} ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
BrandingText " "
VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "FileDescription" "${NAME}, installer"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT licence"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\audit-app.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; Say it, unless nobody is there to read it, and leave with a code that says that nothing was done.
!macro refuse TEXT
  MessageBox MB_OK|MB_ICONSTOP "${TEXT}" /SD IDOK
  SetErrorLevel 2
  Quit
!macroend

; A running program can't be replaced: its own files say so, when they are asked for to be written.
!macro must_not_run FOLDER
  ${If} ${FileExists} "${FOLDER}\audit-app.exe"
    ClearErrors
    FileOpen $0 "${FOLDER}\audit-app.exe" a
    ${If} ${Errors}
      !insertmacro refuse "${NAME} is open, or its folder can't be written. Close it, then start this again. Nothing was changed."
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

; The program's own files, and nothing that somebody else has put beside them.
!macro remove_program FOLDER
  RMDir /r "${FOLDER}\packages"
  RMDir /r "${FOLDER}\program"
  RMDir /r "${FOLDER}\DLLs"
  RMDir /r "${FOLDER}\licences"
  Delete "${FOLDER}\*.dll"
  Delete "${FOLDER}\python311.*"
  Delete "${FOLDER}\audit-app.exe"
  Delete "${FOLDER}\audit-app-cli.exe"
  Delete "${FOLDER}\LICENSE"
  Delete "${FOLDER}\NOTICE"
  Delete "${FOLDER}\CHANGELOG.md"
  Delete "${FOLDER}\sbom.cdx.json"
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
    !insertmacro refuse "${NAME} needs a 64-bit Windows. Nothing was changed."
  ${EndIf}
  SetShellVarContext current
  ReadRegStr $1 HKCU "${UNINSTALL}" "DisplayVersion"
  ${If} $1 != ""
    ReadRegStr $3 HKCU "${UNINSTALL}" "Numbers"
    ${VersionCompare} "$3" "${NUMBERS}" $2
    ${If} $2 == 1
      !insertmacro refuse "A newer version, $1, is installed here already. Uninstall it first if you want ${VERSION}. Nothing was changed."
    ${EndIf}
  ${EndIf}
FunctionEnd

Section "${NAME}"
  !insertmacro must_not_run "$INSTDIR"
  ; Pages check the room themselves; a silent installation has none.
  SectionGetSize 0 $4
  ${GetRoot} "$INSTDIR" $5
  ${DriveSpace} "$5\" "/D=F /S=K" $6
  ${If} $6 < $4
    !insertmacro refuse "There is not enough room on $5 for ${NAME}: it needs $4 KB. Make room, or choose another disk. Nothing was changed."
  ${EndIf}
  !insertmacro remove_program "$INSTDIR"
  ClearErrors
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ${If} ${Errors}
    !insertmacro refuse "${NAME} couldn't be written whole into $INSTDIR. Check the disk and that you may write there, then start this again."
  ${EndIf}

  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\audit-app.exe"
  WriteRegStr HKCU "${CLASSES}\.audit" "" "${KIND}"
  WriteRegStr HKCU "${CLASSES}\.audit\OpenWithProgids" "${KIND}" ""
  WriteRegStr HKCU "${CLASSES}\${KIND}" "" "${NAME}"
  WriteRegStr HKCU "${CLASSES}\${KIND}\DefaultIcon" "" "$INSTDIR\audit-app.exe,0"
  WriteRegStr HKCU "${CLASSES}\${KIND}\shell\open\command" "" '"$INSTDIR\audit-app.exe" "%1"'
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Numbers" "${NUMBERS}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\audit-app.exe"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $4
  ${RefreshShellIcons}
SectionEnd

Section "Uninstall"
  SetShellVarContext current
  !insertmacro must_not_run "$INSTDIR"
  !insertmacro remove_program "$INSTDIR"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKCU "${CLASSES}\${KIND}"
  DeleteRegValue HKCU "${CLASSES}\.audit\OpenWithProgids" "${KIND}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.audit\OpenWithProgids"
  ReadRegStr $0 HKCU "${CLASSES}\.audit" ""
  ${If} $0 == "${KIND}"
    DeleteRegValue HKCU "${CLASSES}\.audit" ""
  ${EndIf}
  DeleteRegKey /ifempty HKCU "${CLASSES}\.audit"
  DeleteRegKey HKCU "${UNINSTALL}"
  ; The program's own folder: settings, log, sample, handbooks, names of fonts. Work that was not put back on its network drive is kept and said.
  ReadEnvStr $1 AUDIT_APP_FOLDER
  ${If} $1 == ""
    StrCpy $1 "$LOCALAPPDATA\${ID}"
  ${EndIf}
  Delete "$1\settings.json"
  Delete "$1\log.txt*"
  Delete "$1\command-line.log"
  Delete "$1\sample.*"
  RMDir /r "$1\unfinished"
  RMDir /r "$1\handbooks"
  RMDir /r "$1\matplotlib"
  RMDir "$1\working"
  RMDir "$1"
  ${If} ${FileExists} "$1\working\*.*"
    MessageBox MB_OK|MB_ICONINFORMATION "Work on files of network drives that was not put back yet is kept, encrypted, in $1\working. Install the program again and open those files to put it back." /SD IDOK
  ${EndIf}
  ${RefreshShellIcons}
SectionEnd
