/* audit-app.exe (a window, no console) and audit-app-cli.exe (a console): Python, beside it, runs the package.
   python311._pth beside it says where all modules lie, and shuts out whatever else of Python there is. */
#include <windows.h>
#include <stdlib.h>
#include <string.h>

typedef int (*Main)(int, wchar_t **);

static int run(int argc, wchar_t **argv)
{
    static wchar_t module[] = L"audit_app", as_module[] = L"-m";
    HMODULE python = LoadLibraryExW(L"python311.dll", NULL, LOAD_LIBRARY_SEARCH_APPLICATION_DIR | LOAD_LIBRARY_SEARCH_SYSTEM32);
    Main python_main = python ? (Main)(void *)GetProcAddress(python, "Py_Main") : NULL;
    wchar_t **all = calloc((size_t)argc + 3, sizeof *all);
    if (!python_main || !all) {
        MessageBoxW(NULL, L"The program is not whole: install it again.", L"Case file audit", MB_ICONERROR);
        return 1;
    }
    all[0] = argv[0];
    all[1] = as_module;
    all[2] = module;
    memcpy(all + 3, argv + 1, (size_t)(argc - 1) * sizeof *all);
    return python_main(argc + 2, all);
}

#ifdef WINDOW
int WINAPI wWinMain(HINSTANCE own, HINSTANCE none, PWSTR line, int show)
{
    (void)own, (void)none, (void)line, (void)show;
    return run(__argc, __wargv);
}
#else
int wmain(int argc, wchar_t **argv) { return run(argc, argv); }
#endif
