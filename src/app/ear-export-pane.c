/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-export-pane.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ear-choice.h"
#include "ear-export-choices.h"
#include "ear-export-scope.h"
#include "ear-export-work.h"
#include "ear-page-feed.h"
#include "ear-partner.h"
#include "ear-path.h"
#include "ear-reveal.h"

struct _EarExportPane
{
  AdwBin parent_instance;

  AdwComboRow *whom;
  AdwActionRow *exposed;
  GtkImage *exposed_icon;
  AdwEntryRow *passphrase;
  AdwComboRow *what;
  EarExportScope *scope;
  AdwEntryRow *path;
  GtkButton *save_button;
  EarProgressBox *progress;
  GtkBox *outcome_box;
  GtkImage *outcome_icon;
  GtkLabel *outcome;
  GtkButton *folder_button;

  EarPageFeed *feed;
  EarExportChoices *choices; /* (nullable) */
  gboolean filling;          /* the choices are being filled in, by nobody */
  GCancellable *saving;
  char *agreed; /* a path whose file may be replaced: it was chosen so, or asked for twice */
  GFile *saved;
};

G_DEFINE_FINAL_TYPE (EarExportPane, ear_export_pane, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_WORKBOOK,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
show_outcome (EarExportPane *pane, const char *icon, const char *text, gboolean saved)
{
  gtk_image_set_from_icon_name (pane->outcome_icon, icon);
  gtk_label_set_text (pane->outcome, text);
  gtk_widget_set_visible (GTK_WIDGET (pane->folder_button), saved);
  gtk_widget_set_visible (GTK_WIDGET (pane->outcome_box), TRUE);
  ear_reveal (GTK_WIDGET (pane->outcome_box));
  gtk_accessible_announce (GTK_ACCESSIBLE (pane), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_saving (EarExportPane *pane, gboolean saving)
{
  gtk_widget_set_sensitive (GTK_WIDGET (pane->save_button), !saving && ear_page_feed_get_workbook (pane->feed) != NULL);
  if (!saving)
    ear_progress_box_stop (pane->progress);
}

/* --- For whom, and what it exposes */

static gboolean
is_for (EarExportPane *pane, const char *key)
{
  return g_str_equal (ear_export_get_key (pane->whom), key);
}

/* (nullable): whom alone it is for. */
static const EarPartner *
chosen_partner (EarExportPane *pane)
{
  EarChoice *choice = ear_choice_get_selected (pane->whom);

  for (guint i = 0; choice != NULL && pane->choices != NULL && i < pane->choices->partners->len; i++)
    {
      const EarPartner *partner = pane->choices->partners->pdata[i];

      if (ear_id_equal (&partner->device, ear_choice_get_id (choice)))
        return partner;
    }
  return NULL;
}

static void
show_exposed (EarExportPane *pane)
{
  const char *icon, *title, *subtitle;
  g_autofree char *both = NULL;

  ear_export_explain (ear_export_get_key (pane->whom), &icon, &title, &subtitle);
  both = g_strdup_printf ("%s. %s", title, subtitle);
  gtk_image_set_from_icon_name (pane->exposed_icon, icon);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (pane->exposed), title);
  adw_action_row_set_subtitle (pane->exposed, subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (pane->exposed), GTK_ACCESSIBLE_PROPERTY_LABEL, both, -1);
}

static void
new_words_cb (EarExportPane *pane)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = ear_seal_new_passphrase (&error);

  if (words == NULL)
    {
      show_outcome (pane, "dialog-error-symbolic", error->message, FALSE);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (pane->passphrase), words);
  explicit_bzero (words, strlen (words));
}

/* A sealed file is told by its name, so that nobody tries to read it. */
static void
fit_path (EarExportPane *pane)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (pane->path));
  const char *ending = is_for (pane, EAR_EXPORT_PLAIN) ? "xml" : EAR_SEAL_SUFFIX + 1;
  const char *other = is_for (pane, EAR_EXPORT_PLAIN) ? EAR_SEAL_SUFFIX : ".xml";
  g_autofree char *path = NULL;

  if (!g_str_has_suffix (typed, other))
    return;
  path = ear_path_with_extension (typed, ending);
  gtk_editable_set_text (GTK_EDITABLE (pane->path), path);
}

static void
fill_what (EarExportPane *pane)
{
  pane->filling = TRUE;
  ear_export_fill_what (pane->what, chosen_partner (pane) != NULL);
  pane->filling = FALSE;
}

static void
show_what (EarExportPane *pane)
{
  gtk_widget_set_visible (GTK_WIDGET (pane->scope), g_str_equal (ear_export_get_key (pane->what), EAR_EXPORT_SOME));
}

static void
show_whom (EarExportPane *pane)
{
  gboolean by_passphrase = is_for (pane, EAR_EXPORT_BY_PASSPHRASE);

  gtk_widget_set_visible (GTK_WIDGET (pane->passphrase), by_passphrase);
  if (by_passphrase && *gtk_editable_get_text (GTK_EDITABLE (pane->passphrase)) == '\0')
    new_words_cb (pane);
  show_exposed (pane);
  fit_path (pane);
  fill_what (pane);
  show_what (pane);
}

static void
hide_outcome (EarExportPane *pane)
{
  if (pane->saving == NULL)
    gtk_widget_set_visible (GTK_WIDGET (pane->outcome_box), FALSE);
}

static void
whom_cb (EarExportPane *pane)
{
  if (pane->filling)
    return;
  show_whom (pane);
  hide_outcome (pane);
}

static void
what_cb (EarExportPane *pane)
{
  if (pane->filling)
    return;
  show_what (pane);
  hide_outcome (pane);
}

static void
arrived (gpointer page, gpointer result, const GError *error)
{
  EarExportPane *pane = page;

  if (error != NULL)
    {
      show_outcome (pane, "dialog-error-symbolic", error->message, FALSE);
      return;
    }
  g_clear_pointer (&pane->choices, ear_export_choices_free);
  pane->choices = result;
  pane->filling = TRUE;
  ear_export_fill_whom (pane->whom, pane->choices->partners);
  pane->filling = FALSE;
  ear_export_scope_set_choices (pane->scope, pane->choices->groups, pane->choices->sessions);
  show_whom (pane);
}

static void
reload (gpointer page)
{
  ear_page_feed_ask (((EarExportPane *) page)->feed, ear_export_choices_job, NULL, NULL, (GDestroyNotify) ear_export_choices_free,
                     arrived);
}

/* --- Saving */

static char *
describe_saved (EarExportPane *pane)
{
  g_autofree char *path = ear_path_show (pane->saved);

  if (is_for (pane, EAR_EXPORT_PLAIN))
    return g_strdup_printf (_ ("Saved as %s. Anyone who has it can read it."), path);
  if (is_for (pane, EAR_EXPORT_BY_PASSPHRASE))
    return g_strdup_printf (_ ("Saved as %s. Tell the passphrase by phone."), path);
  return g_strdup_printf (_ ("Saved as %s. Nobody else can open it."), path);
}

static void
saved_cb (GObject *workbook G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarExportPane) pane = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean done = ear_export_work_finish (result, &error);

  g_clear_object (&pane->saving);
  if (pane->progress == NULL) /* the pane is gone */
    return;
  show_saving (pane, FALSE);
  if (done)
    text = describe_saved (pane);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup (_ ("Stopped. No file was saved."));
  else
    text = g_strdup (error->message);
  show_outcome (pane, done ? "object-select-symbolic" : "dialog-error-symbolic", text, done);
}

static void
take_devices (EarExportPane *pane, GArray *devices)
{
  const EarPartner *only = chosen_partner (pane);

  if (only != NULL)
    g_array_append_vals (devices, &only->device, 1);
  for (guint i = 0; is_for (pane, EAR_EXPORT_FOR_ALL) && i < pane->choices->partners->len; i++)
    {
      const EarPartner *partner = pane->choices->partners->pdata[i];

      if (partner->has_card && !partner->is_self)
        g_array_append_vals (devices, &partner->device, 1);
    }
}

/* (nullable): what is asked for; where something is missing that is said instead. */
static EarExportWork *
take_work (EarExportPane *pane)
{
  g_autoptr (EarExportWork) work = ear_export_work_new ();
  const char *what = ear_export_get_key (pane->what);

  take_devices (pane, work->devices);
  if (is_for (pane, EAR_EXPORT_BY_PASSPHRASE))
    work->passphrase = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (pane->passphrase))));
  work->since_last = g_str_equal (what, EAR_EXPORT_SINCE);
  work->lists_only = g_str_equal (what, EAR_EXPORT_LISTS);
  if (g_str_equal (what, EAR_EXPORT_SOME) && !ear_export_scope_get (pane->scope, work->groups, work->sessions))
    show_outcome (pane, "dialog-warning-symbolic", _ ("Choose a group or a session first; there is none in the file yet."), FALSE);
  else if (work->devices->len == 0 && work->passphrase == NULL && !is_for (pane, EAR_EXPORT_PLAIN))
    show_outcome (pane, "dialog-warning-symbolic", _ ("Choose who can open it first."), FALSE);
  else if (work->passphrase != NULL && *work->passphrase == '\0')
    show_outcome (pane, "dialog-warning-symbolic", _ ("There is no passphrase. Type one, or take the words that are offered."), FALSE);
  else
    return g_steal_pointer (&work);
  return NULL;
}

static void
save (EarExportPane *pane, GFile *file)
{
  g_autoptr (EarProgressShare) share = NULL;
  g_autoptr (EarExportWork) work = take_work (pane);

  if (work == NULL)
    return;
  g_set_object (&pane->saved, file);
  gtk_widget_set_visible (GTK_WIDGET (pane->outcome_box), FALSE);
  show_saving (pane, TRUE);
  pane->saving = g_cancellable_new ();
  share = ear_progress_box_start (pane->progress, _ ("Saving a file for a partner"), pane->saving);
  ear_export_work_async (ear_page_feed_get_workbook (pane->feed), work, file, share, pane->saving, saved_cb, g_object_ref (pane));
}

static void
chosen_cb (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarExportPane) pane = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  if (file == NULL || pane->path == NULL)
    return;
  g_free (pane->agreed);
  pane->agreed = ear_path_show (file);
  gtk_editable_set_text (GTK_EDITABLE (pane->path), pane->agreed);
  gtk_widget_grab_focus (GTK_WIDGET (pane->save_button));
}

static void
choose_cb (EarExportPane *pane)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GFile) file = ear_path_parse (gtk_editable_get_text (GTK_EDITABLE (pane->path)));

  gtk_file_dialog_set_title (dialog, _ ("Save a File for a Partner"));
  if (file != NULL)
    gtk_file_dialog_set_initial_file (dialog, file);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (pane))), NULL, chosen_cb,
                        g_object_ref (pane));
}

static void
save_cb (EarExportPane *pane)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (pane->path));
  g_autoptr (GFile) file = ear_path_parse (typed);

  if (pane->saving != NULL || ear_page_feed_get_workbook (pane->feed) == NULL)
    return;
  if (file == NULL)
    choose_cb (pane);
  else if (g_strcmp0 (pane->agreed, typed) != 0 && g_file_query_exists (file, NULL))
    {
      g_set_str (&pane->agreed, typed);
      show_outcome (pane, "dialog-warning-symbolic",
                    _ ("There is a file of this name already. Save once more to replace it, or change the name."), FALSE);
    }
  else
    save (pane, file);
}

static void
path_cb (EarExportPane *pane)
{
  hide_outcome (pane);
}

static void
folder_cb (EarExportPane *pane)
{
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (pane->saved);

  gtk_file_launcher_open_containing_folder (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (pane))), NULL, NULL,
                                            NULL);
}

static void
set_workbook (EarExportPane *pane, EarWorkbook *workbook)
{
  g_autofree char *path = ear_path_suggest ("earshot", EAR_SEAL_SUFFIX + 1);

  if (!ear_page_feed_set_workbook (pane->feed, workbook))
    return;
  ear_export_scope_clear (pane->scope);
  gtk_editable_set_text (GTK_EDITABLE (pane->passphrase), "");
  gtk_editable_set_text (GTK_EDITABLE (pane->path), path);
  gtk_widget_set_visible (GTK_WIDGET (pane->outcome_box), FALSE);
  show_saving (pane, pane->saving != NULL);
  g_object_notify_by_pspec (G_OBJECT (pane), properties[PROP_WORKBOOK]);
}

static void
ear_export_pane_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WORKBOOK)
    g_value_set_object (value, ear_page_feed_get_workbook (EAR_EXPORT_PANE (object)->feed));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_export_pane_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WORKBOOK)
    set_workbook (EAR_EXPORT_PANE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_export_pane_dispose (GObject *object)
{
  EarExportPane *pane = EAR_EXPORT_PANE (object);

  g_clear_pointer (&pane->feed, ear_page_feed_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_EXPORT_PANE);
  g_clear_pointer (&pane->choices, ear_export_choices_free);
  g_clear_object (&pane->saved);
  g_clear_pointer (&pane->agreed, g_free);
  G_OBJECT_CLASS (ear_export_pane_parent_class)->dispose (object);
}

static void
ear_export_pane_class_init (EarExportPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ear_export_pane_get_property;
  object_class->set_property = ear_export_pane_set_property;
  object_class->dispose = ear_export_pane_dispose;
  properties[PROP_WORKBOOK] = g_param_spec_object ("workbook", NULL, NULL, EAR_TYPE_WORKBOOK,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (EAR_TYPE_PROGRESS_BOX);
  g_type_ensure (EAR_TYPE_EXPORT_SCOPE);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-export-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, EarExportPane, whom);
  gtk_widget_class_bind_template_child (widget_class, EarExportPane, exposed);
  gtk_widget_class_bind_template_child (widget_class, EarExportPane, exposed_icon);
  gtk_widget_class_bind_template_child (widget_class, EarExportPane, passphrase);
  gtk_widget_class_bind_template_child (widget_class, EarExportPane, what);
  gtk_widget_class_bind_template_child (widget_class, EarExportPane, scope);
  gtk_widget_class_bind_template_child (widget_class, EarExportPane, path);
  gtk_widget_class_bind_template_child (widget_class, EarExportPane, save_button);
  gtk_widget_class_bind_template_child (widget_class, EarExportPane, progress);
  gtk_widget_class_bind_template_child (widget_class, EarExportPane, outcome_box);
  gtk_widget_class_bind_template_child (widget_class, EarExportPane, outcome_icon);
  gtk_widget_class_bind_template_child (widget_class, EarExportPane, outcome);
  gtk_widget_class_bind_template_child (widget_class, EarExportPane, folder_button);
  gtk_widget_class_bind_template_callback (widget_class, whom_cb);
  gtk_widget_class_bind_template_callback (widget_class, what_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_words_cb);
  gtk_widget_class_bind_template_callback (widget_class, path_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, folder_cb);
}

static void
ear_export_pane_init (EarExportPane *pane)
{
  pane->feed = ear_page_feed_new (GTK_WIDGET (pane), reload);
  gtk_widget_init_template (GTK_WIDGET (pane));
  ear_choice_prepare (pane->whom);
  ear_choice_prepare (pane->what);
}
