/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-folder-pane.h"

#include <glib/gi18n.h>

#include "ear-choice.h"
#include "ear-folder-rows.h"
#include "ear-folder-watch.h"
#include "ear-folder-words.h"
#include "ear-folder-work.h"
#include "ear-page-feed.h"
#include "ear-path.h"
#include "ear-reveal.h"

struct _EarFolderPane
{
  AdwBin parent_instance;

  AdwEntryRow *path;
  GtkButton *choose_button;
  AdwComboRow *seal;
  AdwPasswordEntryRow *passphrase;
  AdwActionRow *plain_row;
  AdwActionRow *place_row;
  GtkImage *place_icon;
  AdwActionRow *write_row;
  GtkImage *write_icon;
  AdwActionRow *new_row;
  AdwExpanderRow *cards_row;
  AdwExpanderRow *left_row;
  GtkButton *set_button;
  GtkButton *look_button;
  GtkButton *write_button;
  GtkButton *unsigned_button;
  GtkButton *card_button;
  GtkButton *unset_button;
  EarProgressBox *progress;
  GtkBox *outcome_box;
  GtkImage *outcome_icon;
  GtkLabel *outcome;

  EarPageFeed *feed;
  EarFolderLook *look;   /* (nullable) the last; NULL while it is on the workbook's thread */
  EarFolderRows *rows;
  GCancellable *writing; /* NULL while nothing is written */
  EarFolderWatch *watch; /* of the folder that is set, as far as is known */
  EarFolderSeal sealed;  /* how, likewise */
};

G_DEFINE_FINAL_TYPE (EarFolderPane, ear_folder_pane, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_WORKBOOK,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];
static guint look_at_signal, look_at_card_signal;

static void
show_outcome (EarFolderPane *pane, const char *icon, const char *text)
{
  gtk_image_set_from_icon_name (pane->outcome_icon, icon);
  gtk_label_set_text (pane->outcome, text);
  gtk_widget_set_visible (GTK_WIDGET (pane->outcome_box), TRUE);
  ear_reveal (GTK_WIDGET (pane->outcome_box));
  gtk_accessible_announce (GTK_ACCESSIBLE (pane), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
stirred_cb (gpointer pane)
{
  ear_page_feed_refresh (EAR_FOLDER_PANE (pane)->feed);
}

/* --- What is seen */

static void
show_row (AdwActionRow *row, const char *title, const char *subtitle)
{
  g_autofree char *both = NULL;

  gtk_widget_set_visible (GTK_WIDGET (row), title != NULL);
  if (title == NULL)
    return;
  both = subtitle == NULL ? g_strdup (title) : g_strdup_printf ("%s\n%s", title, subtitle);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, subtitle != NULL ? subtitle : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, both, -1);
}

/* A button that holds the focus hands it on before it goes. */
static void
show_button (EarFolderPane *pane, GtkButton *button, gboolean visible)
{
  if (!visible && gtk_widget_has_focus (GTK_WIDGET (button)))
    gtk_widget_grab_focus (GTK_WIDGET (pane->path));
  gtk_widget_set_visible (GTK_WIDGET (button), visible);
}

/* Whether the page says something else than what is set. */
static gboolean
is_changed (EarFolderPane *pane)
{
  g_autoptr (GFile) file = ear_path_parse (gtk_editable_get_text (GTK_EDITABLE (pane->path)));
  g_autofree char *path = file == NULL ? NULL : g_file_get_path (file);

  return ear_folder_watch_get_path (pane->watch) == NULL || g_strcmp0 (path, ear_folder_watch_get_path (pane->watch)) != 0
         || adw_combo_row_get_selected (pane->seal) != pane->sealed
         || *gtk_editable_get_text (GTK_EDITABLE (pane->passphrase)) != '\0';
}

static void
show_buttons (EarFolderPane *pane)
{
  const EarFolderLook *look = pane->look;
  gboolean usable = look != NULL && look->is_there && pane->writing == NULL;
  gboolean has_new = usable && look->counts[EAR_FOLDER_NEW] + look->counts[EAR_FOLDER_STRANGER] > 0;
  gboolean readable = usable && (look->settings->seal != EAR_FOLDER_FOR_DEVICES || look->n_readers > 0);

  show_button (pane, pane->look_button, has_new);
  show_button (pane, pane->set_button, is_changed (pane));
  show_button (pane, pane->write_button,
               readable && look->can_write && !look->too_many && (look->due != EAR_FOLDER_NOTHING_DUE || look->holds_erased));
  /* What partners said comes first. */
  if (has_new)
    gtk_widget_remove_css_class (GTK_WIDGET (pane->write_button), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (pane->write_button), "suggested-action");
  show_button (pane, pane->unsigned_button, usable && look->counts[EAR_FOLDER_UNSIGNED] > 0);
  show_button (pane, pane->card_button,
               usable && look->can_write && !look->has_card && look->settings->seal == EAR_FOLDER_FOR_DEVICES);
  show_button (pane, pane->unset_button, look != NULL && look->settings->path != NULL && pane->writing == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (pane->set_button), ear_page_feed_get_workbook (pane->feed) != NULL);
}

static void
show_choice (EarFolderPane *pane)
{
  guint seal = adw_combo_row_get_selected (pane->seal);

  gtk_widget_set_visible (GTK_WIDGET (pane->passphrase), seal == EAR_FOLDER_FOR_PASSPHRASE);
  gtk_widget_set_visible (GTK_WIDGET (pane->plain_row), seal == EAR_FOLDER_PLAIN);
  show_button (pane, pane->set_button, is_changed (pane));
}

/* What is being typed is not overwritten by what was set before. */
static void
show_settings (EarFolderPane *pane, const EarFolderSettings *settings)
{
  g_autoptr (GFile) file = settings->path == NULL ? NULL : g_file_new_for_path (settings->path);
  g_autofree char *shown = file == NULL ? g_strdup ("") : ear_path_show (file);

  if (ear_folder_watch_get_path (pane->watch) != NULL && g_strcmp0 (ear_folder_watch_get_path (pane->watch), settings->path) == 0)
    return;
  pane->sealed = settings->seal;
  if (settings->path == NULL && ear_folder_watch_get_path (pane->watch) == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (pane->path), shown);
  gtk_editable_set_text (GTK_EDITABLE (pane->passphrase), "");
  adw_combo_row_set_selected (pane->seal, settings->seal);
}

static void
show_look (EarFolderPane *pane)
{
  const EarFolderLook *look = pane->look;
  gboolean is_set = look->settings->path != NULL;
  gboolean due = look->due != EAR_FOLDER_NOTHING_DUE || look->holds_erased;
  g_autofree char *place = is_set ? ear_folder_words_place (look) : NULL;
  g_autofree char *readers = is_set ? ear_folder_words_readers (look) : NULL;
  g_autofree char *words = is_set && look->is_there ? ear_folder_words_due (look) : NULL;
  g_autofree char *new = is_set ? ear_folder_words_new (look) : NULL;

  show_settings (pane, look->settings);
  ear_folder_watch_set_path (pane->watch, look->settings->path);
  gtk_image_set_from_icon_name (pane->place_icon, "dialog-warning-symbolic");
  gtk_image_set_from_icon_name (pane->write_icon, due ? "document-send-symbolic" : "object-select-symbolic");
  show_row (pane->place_row, place, NULL);
  show_row (pane->write_row, words, readers);
  show_row (pane->new_row, new, NULL);
  ear_folder_rows_show (pane->rows, look);
  show_buttons (pane);
}

static void
arrived_cb (gpointer page, gpointer result, const GError *error)
{
  EarFolderPane *pane = page;

  if (result == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_outcome (pane, "dialog-error-symbolic", error->message);
      return;
    }
  g_clear_pointer (&pane->look, ear_folder_look_free);
  pane->look = result;
  show_look (pane);
}

static void
look_free (gpointer look)
{
  ear_folder_look_free (look);
}

static void
reload_cb (gpointer page)
{
  EarFolderPane *pane = page;

  ear_page_feed_ask (pane->feed, ear_folder_work_look, g_steal_pointer (&pane->look), look_free, look_free, arrived_cb);
}

/* --- What is pressed */

static void
set_done_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarFolderPane) pane = data;
  g_autoptr (GError) error = NULL;
  gboolean done = ear_folder_set_finish (EAR_WORKBOOK (workbook), result, &error);

  if (pane->progress == NULL) /* the pane is gone */
    return;
  if (!done)
    {
      show_outcome (pane, "dialog-error-symbolic", error->message);
      return;
    }
  gtk_widget_set_visible (GTK_WIDGET (pane->outcome_box), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (pane->passphrase), "");
  ear_folder_watch_set_path (pane->watch, NULL);
  ear_page_feed_refresh (pane->feed);
}

static void
choose_done_cb (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarFolderPane) pane = data;
  g_autoptr (GFile) file = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (dialog), result, NULL);
  g_autofree char *shown = NULL;

  if (file == NULL || pane->path == NULL)
    return;
  shown = ear_path_show (file);
  gtk_editable_set_text (GTK_EDITABLE (pane->path), shown);
  gtk_widget_grab_focus (GTK_WIDGET (pane->set_button));
}

static void
choose_cb (EarFolderPane *pane)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GFile) file = ear_path_parse (gtk_editable_get_text (GTK_EDITABLE (pane->path)));

  gtk_file_dialog_set_title (dialog, _ ("Choose the Shared Folder"));
  if (file != NULL)
    gtk_file_dialog_set_initial_folder (dialog, file);
  gtk_file_dialog_select_folder (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (pane))), NULL, choose_done_cb,
                                 g_object_ref (pane));
}

static void
set_cb (EarFolderPane *pane)
{
  EarWorkbook *workbook = ear_page_feed_get_workbook (pane->feed);
  g_autoptr (GFile) file = ear_path_parse (gtk_editable_get_text (GTK_EDITABLE (pane->path)));
  g_autofree char *path = file == NULL ? NULL : g_file_get_path (file);

  if (workbook == NULL || pane->writing != NULL)
    return;
  if (path == NULL)
    {
      choose_cb (pane);
      return;
    }
  ear_folder_set_async (workbook, path, (EarFolderSeal) adw_combo_row_get_selected (pane->seal),
                        gtk_editable_get_text (GTK_EDITABLE (pane->passphrase)), set_done_cb, g_object_ref (pane));
}

static void
unset_cb (EarFolderPane *pane)
{
  EarWorkbook *workbook = ear_page_feed_get_workbook (pane->feed);

  if (workbook != NULL && pane->writing == NULL)
    ear_folder_set_async (workbook, NULL, EAR_FOLDER_FOR_DEVICES, NULL, set_done_cb, g_object_ref (pane));
}

static void
changed_cb (EarFolderPane *pane)
{
  show_choice (pane);
}

static void
written_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarFolderPane) pane = data;
  g_autoptr (GError) error = NULL;
  EarFolderWritten *written = ear_folder_write_finish (EAR_WORKBOOK (workbook), result, &error);
  g_autofree char *words = written == NULL ? NULL : ear_folder_words_written (written);

  g_clear_object (&pane->writing);
  if (pane->progress != NULL)
    {
      ear_progress_box_stop (pane->progress);
      if (words != NULL)
        show_outcome (pane, "object-select-symbolic", words);
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_outcome (pane, "dialog-information-symbolic", _ ("Stopped. Nothing was written."));
      else
        show_outcome (pane, "dialog-error-symbolic", error->message);
      ear_page_feed_refresh (pane->feed);
    }
  g_clear_pointer (&written, ear_folder_work_written_free);
}

static void
write_cb (EarFolderPane *pane)
{
  EarWorkbook *workbook = ear_page_feed_get_workbook (pane->feed);
  g_autoptr (EarProgressShare) share = NULL;

  if (workbook == NULL || pane->writing != NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (pane->outcome_box), FALSE);
  pane->writing = g_cancellable_new ();
  share = ear_progress_box_start (pane->progress, _ ("Writing to the shared folder"), pane->writing);
  ear_folder_write_async (workbook, share, pane->writing, written_cb, g_object_ref (pane));
}

static void
card_put_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarFolderPane) pane = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = ear_workbook_run_finish (EAR_WORKBOOK (workbook), result, &error);

  if (pane->progress == NULL)
    return;
  if (path != NULL)
    show_outcome (pane, "object-select-symbolic",
                  _ ("Your card is in the folder. It holds no secret. When your partners ring, read them your words, under Partners."));
  else
    show_outcome (pane, "dialog-error-symbolic", error->message);
  ear_page_feed_refresh (pane->feed);
}

/* The keys are made with the first card. */
static void
card_cb (EarFolderPane *pane)
{
  EarWorkbook *workbook = ear_page_feed_get_workbook (pane->feed);

  if (workbook != NULL)
    ear_workbook_run_async (workbook, TRUE, ear_folder_work_card, NULL, NULL, g_free, NULL, card_put_cb, g_object_ref (pane));
}

static void
look_at_card (const char *path, gpointer data)
{
  g_signal_emit (data, look_at_card_signal, 0, path);
}

static void
hand_over (EarFolderPane *pane, EarFolderFate one, EarFolderFate other)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) first = NULL, second = NULL, paths = NULL;

  if (pane->look == NULL)
    return;
  first = ear_folder_paths (pane->look, one);
  g_strv_builder_addv (builder, (const char **) first);
  if (other != one)
    {
      second = ear_folder_paths (pane->look, other);
      g_strv_builder_addv (builder, (const char **) second);
    }
  paths = g_strv_builder_end (builder);
  g_signal_emit (pane, look_at_signal, 0, paths);
}

static void
look_cb (EarFolderPane *pane)
{
  hand_over (pane, EAR_FOLDER_NEW, EAR_FOLDER_STRANGER);
}

static void
unsigned_cb (EarFolderPane *pane)
{
  hand_over (pane, EAR_FOLDER_UNSIGNED, EAR_FOLDER_UNSIGNED);
}

/* --- The object */

static void
ear_folder_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ear_folder_pane_parent_class)->map (widget);
  /* A stick may have come or gone, which nobody told. */
  ear_page_feed_refresh (EAR_FOLDER_PANE (widget)->feed);
}

static void
set_workbook (EarFolderPane *pane, EarWorkbook *workbook)
{
  if (ear_page_feed_get_workbook (pane->feed) == workbook)
    return;
  g_clear_pointer (&pane->look, ear_folder_look_free);
  ear_folder_watch_set_path (pane->watch, NULL);
  gtk_editable_set_text (GTK_EDITABLE (pane->path), "");
  gtk_editable_set_text (GTK_EDITABLE (pane->passphrase), "");
  gtk_widget_set_visible (GTK_WIDGET (pane->outcome_box), FALSE);
  ear_page_feed_set_workbook (pane->feed, workbook);
  show_buttons (pane);
  g_object_notify_by_pspec (G_OBJECT (pane), properties[PROP_WORKBOOK]);
}

static void
ear_folder_pane_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WORKBOOK)
    g_value_set_object (value, ear_page_feed_get_workbook (EAR_FOLDER_PANE (object)->feed));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_folder_pane_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WORKBOOK)
    set_workbook (EAR_FOLDER_PANE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_folder_pane_dispose (GObject *object)
{
  EarFolderPane *pane = EAR_FOLDER_PANE (object);

  g_clear_pointer (&pane->feed, ear_page_feed_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_FOLDER_PANE);
  g_clear_pointer (&pane->look, ear_folder_look_free);
  g_clear_pointer (&pane->rows, ear_folder_rows_free);
  g_clear_pointer (&pane->watch, ear_folder_watch_free);
  G_OBJECT_CLASS (ear_folder_pane_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EarFolderPane, path);
  gtk_widget_class_bind_template_child (widget_class, EarFolderPane, choose_button);
  gtk_widget_class_bind_template_child (widget_class, EarFolderPane, seal);
  gtk_widget_class_bind_template_child (widget_class, EarFolderPane, passphrase);
  gtk_widget_class_bind_template_child (widget_class, EarFolderPane, plain_row);
  gtk_widget_class_bind_template_child (widget_class, EarFolderPane, place_row);
  gtk_widget_class_bind_template_child (widget_class, EarFolderPane, place_icon);
  gtk_widget_class_bind_template_child (widget_class, EarFolderPane, write_row);
  gtk_widget_class_bind_template_child (widget_class, EarFolderPane, write_icon);
  gtk_widget_class_bind_template_child (widget_class, EarFolderPane, new_row);
  gtk_widget_class_bind_template_child (widget_class, EarFolderPane, cards_row);
  gtk_widget_class_bind_template_child (widget_class, EarFolderPane, left_row);
  gtk_widget_class_bind_template_child (widget_class, EarFolderPane, set_button);
  gtk_widget_class_bind_template_child (widget_class, EarFolderPane, look_button);
  gtk_widget_class_bind_template_child (widget_class, EarFolderPane, write_button);
  gtk_widget_class_bind_template_child (widget_class, EarFolderPane, unsigned_button);
  gtk_widget_class_bind_template_child (widget_class, EarFolderPane, card_button);
  gtk_widget_class_bind_template_child (widget_class, EarFolderPane, unset_button);
  gtk_widget_class_bind_template_child (widget_class, EarFolderPane, progress);
  gtk_widget_class_bind_template_child (widget_class, EarFolderPane, outcome_box);
  gtk_widget_class_bind_template_child (widget_class, EarFolderPane, outcome_icon);
  gtk_widget_class_bind_template_child (widget_class, EarFolderPane, outcome);
}

static void
ear_folder_pane_class_init (EarFolderPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ear_folder_pane_get_property;
  object_class->set_property = ear_folder_pane_set_property;
  object_class->dispose = ear_folder_pane_dispose;
  widget_class->map = ear_folder_pane_map;
  properties[PROP_WORKBOOK] = g_param_spec_object ("workbook", NULL, NULL, EAR_TYPE_WORKBOOK,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  look_at_signal
    = g_signal_new ("look-at", EAR_TYPE_FOLDER_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
  look_at_card_signal
    = g_signal_new ("look-at-card", EAR_TYPE_FOLDER_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (EAR_TYPE_PROGRESS_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-folder-pane.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, set_cb);
  gtk_widget_class_bind_template_callback (widget_class, unset_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, write_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_cb);
  gtk_widget_class_bind_template_callback (widget_class, unsigned_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_cb);
}

static void
ear_folder_pane_init (EarFolderPane *pane)
{
  /* In the order of EarFolderSeal. */
  const char *const seals[] = { _ ("Accepted partners"), _ ("Whoever knows a passphrase"), _ ("Anyone: not sealed"), NULL };

  pane->watch = ear_folder_watch_new (stirred_cb, pane);
  gtk_widget_init_template (GTK_WIDGET (pane));
  ear_choice_set_labels (pane->seal, seals);
  pane->rows = ear_folder_rows_new (pane->left_row, pane->cards_row, look_at_card, pane);
  pane->feed = ear_page_feed_new (GTK_WIDGET (pane), reload_cb);
  show_buttons (pane);
}
