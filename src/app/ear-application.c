/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-application.h"

#include <glib/gi18n.h>

#include "ear-focus-keeper.h"
#include "ear-shortcuts.h"
#include "ear-whole-words.h"
#include "ear-window.h"

struct _EarApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (EarApplication, ear_application, ADW_TYPE_APPLICATION)

static const struct
{
  const char *action;
  const char *keys[3]; /* ends with NULL */
} shortcuts[] = {
  { "app.quit", { "<Control>q" } },
  { "app.shortcuts", { "<Control>question", "<Control>F1" } },
  { "window.close", { "<Control>w" } },
  { "win.open", { "<Control>o" } },
  { "win.new-conversation", { "<Control>n" } },
  { "win.occasion", { "F9" } },
  { "win.room", { "F5" } },
  { "win.find-code-word", { "<Control><Shift>w" } },
  { "win.show-page('sessions')", { "<Alt>1" } },
  { "win.show-page('voices')", { "<Alt>2" } },
  { "win.show-page('what-matters')", { "<Alt>3" } },
  { "win.show-page('priorities')", { "<Alt>4" } },
  { "win.show-page('heard')", { "<Alt>5" } },
  { "win.show-page('actions')", { "<Alt>6" } },
  { "win.show-page('exchange')", { "<Alt>7" } },
  { "win.show-page('reports')", { "<Alt>8" } },
  { "win.show-page('look')", { "<Alt>9" } },
  { "win.codebook", { "<Control>b" } },
  { "win.assemblies", { "<Control><Shift>g" } },
};

static void
quit_cb (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (data));

  /* Each window first puts its workbook away; the last one gone ends the program. */
  for (GList *each = windows; each != NULL; each = each->next)
    {
      AdwDialog *dialog;

      /* A dialog would take the closing for its own. */
      while (ADW_IS_APPLICATION_WINDOW (each->data)
             && (dialog = adw_application_window_get_visible_dialog (each->data)) != NULL)
        adw_dialog_force_close (dialog);
      gtk_window_close (each->data);
    }
}

static void
about_cb (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer data)
{
  AdwDialog *about = adw_about_dialog_new ();

  g_object_set (about, "application-icon", EAR_APPLICATION_ID, "application-name", _ ("Earshot"), "version",
                EARSHOT_VERSION, "developer-name", _ ("The Earshot maintainers"), "license-type", GTK_LICENSE_GPL_3_0,
                "comments",
                _ ("Keeps what people say about health and care, brings partners' records together without a server, and "
                   "shows what matters to people beside the strategies meant to answer them. It never uses the network."),
                NULL);
  adw_dialog_present (about, GTK_WIDGET (gtk_application_get_active_window (data)));
}

static void
shortcuts_cb (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer data)
{
  adw_dialog_present (ear_shortcuts_new (), GTK_WIDGET (gtk_application_get_active_window (data)));
}

static void
ear_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (ear_window_new (GTK_APPLICATION (application)));
  gtk_window_present (window);
}

/* A file opens in the window that has none yet, else in one of its own. */
static void
ear_application_open (GApplication *application, GFile **files, int n_files, const char *hint G_GNUC_UNUSED)
{
  for (int i = 0; i < n_files; i++)
    {
      GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (application));
      EarWindow *window = active == NULL ? NULL : EAR_WINDOW (active);

      if (window == NULL || ear_window_get_workbook (window) != NULL)
        window = ear_window_new (GTK_APPLICATION (application));
      ear_window_open_file (window, files[i]);
      gtk_window_present (GTK_WINDOW (window));
    }
}

static void
ear_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "quit", .activate = quit_cb },
    { .name = "about", .activate = about_cb },
    { .name = "shortcuts", .activate = shortcuts_cb },
  };

  G_APPLICATION_CLASS (ear_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), shortcuts[i].action, shortcuts[i].keys);
  gtk_window_set_default_icon_name (EAR_APPLICATION_ID);
  ear_focus_keeper_start ();
  ear_whole_words_start ();
}

static void
ear_application_class_init (EarApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->activate = ear_application_activate;
  application_class->open = ear_application_open;
  application_class->startup = ear_application_startup;
}

static void
ear_application_init (EarApplication *application G_GNUC_UNUSED)
{
}

EarApplication *
ear_application_new (void)
{
  return g_object_new (EAR_TYPE_APPLICATION, "application-id", EAR_APPLICATION_ID, "resource-base-path", "/uk/earshot/app",
                       "flags", G_APPLICATION_HANDLES_OPEN, NULL);
}
