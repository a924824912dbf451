/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-partners-pane.h"

#include <glib/gi18n.h>

#include "ear-card-dialog.h"
#include "ear-page-feed.h"
#include "ear-partner-deeds.h"
#include "ear-partner-row.h"
#include "ear-partner-words.h"
#include "ear-path.h"
#include "ear-window.h"

struct _EarPartnersPane
{
  AdwBin parent_instance;

  AdwActionRow *own;
  AdwPreferencesGroup *list;
  AdwActionRow *nobody;
  GtkWidget *add;

  EarPageFeed *feed;
  GPtrArray *partners; /* (nullable) EarPartner */
  GPtrArray *rows;     /* GtkWidget, lent */
};

G_DEFINE_FINAL_TYPE (EarPartnersPane, ear_partners_pane, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_WORKBOOK,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

/* Something that was asked for and is not done yet. The pane and its window may be gone by then. */
typedef struct
{
  EarPartnersPane *pane;
  char *title;          /* of an error */
  GDestroyNotify answer_free; /* (nullable) of an answer that nobody waits for any more */
} Deed;

static void
deed_free (Deed *deed)
{
  g_object_unref (deed->pane);
  g_free (deed->title);
  g_free (deed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deed, deed_free)

static Deed *
deed_new (EarPartnersPane *pane, const char *title)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->pane = g_object_ref (pane);
  deed->title = g_strdup (title);
  return deed;
}

static EarWindow *
window_of (EarPartnersPane *pane)
{
  return gtk_widget_get_root (GTK_WIDGET (pane)) == NULL ? NULL : ear_window_of (GTK_WIDGET (pane));
}

/* Returns what the job gave where it went well and somebody still looks. */
static gpointer
finish (GObject *workbook, GAsyncResult *result, Deed *deed)
{
  g_autoptr (GError) error = NULL;
  gpointer answer = ear_workbook_run_finish (EAR_WORKBOOK (workbook), result, &error);
  EarWindow *window = window_of (deed->pane);

  if (window == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    {
      if (answer != NULL && deed->answer_free != NULL)
        deed->answer_free (answer);
      return NULL;
    }
  if (error != NULL)
    ear_window_show_error (window, deed->title, error);
  return error == NULL ? answer : NULL;
}

/* --- Cards */

static void
written_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (Deed) deed = data;
  g_autofree char *path = finish (workbook, result, deed);
  g_autoptr (GFile) file = path == NULL ? NULL : g_file_new_for_path (path);
  g_autofree char *shown = NULL;
  g_autofree char *text = NULL;

  if (file == NULL)
    return;
  shown = ear_path_show (file);
  text = g_strdup_printf (_ ("Your card is saved as %s. It holds no secret: send it to your partners."), shown);
  ear_window_toast (window_of (deed->pane), text);
}

/* The keys are made with the first card. */
static void
write_card (EarPartnersPane *pane, const char *to)
{
  EarWorkbook *workbook = ear_page_feed_get_workbook (pane->feed);
  Deed *deed;

  if (workbook == NULL)
    return;
  deed = deed_new (pane, _ ("Your card could not be saved"));
  deed->answer_free = g_free;
  ear_workbook_run_async (workbook, TRUE, ear_card_write_job, g_strdup (to), g_free, g_free, NULL, written_cb, deed);
}

static void
save_card_cb (EarPartnersPane *pane)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  write_card (pane, documents == NULL ? g_get_home_dir () : documents);
}

static void
folder_chosen_cb (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarPartnersPane) pane = data;
  g_autoptr (GFile) folder = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (dialog), result, NULL);
  g_autofree char *path = folder == NULL ? NULL : g_file_get_path (folder);

  if (path != NULL)
    write_card (pane, path);
}

static void
choose_folder_cb (EarPartnersPane *pane)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Save Your Card In"));
  gtk_file_dialog_select_folder (dialog, GTK_WINDOW (window_of (pane)), NULL, folder_chosen_cb, g_object_ref (pane));
}

typedef struct
{
  EarPartnersPane *pane; /* lent: the dialog does not outlive it */
  EarCardLook *look;
} Looking;

static void
looking_free (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  Looking *looking = data;

  ear_card_look_unref (looking->look);
  g_free (looking);
}

static void
card_response_cb (AdwAlertDialog *dialog G_GNUC_UNUSED, const char *response, gpointer data)
{
  Looking *looking = data;

  if (g_str_equal (response, "accept") && window_of (looking->pane) != NULL)
    ear_partner_deeds_accept_card (GTK_WIDGET (looking->pane), looking->look);
}

static void
looked_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (Deed) deed = data;
  g_autoptr (EarCardLook) look = finish (workbook, result, deed);
  AdwDialog *dialog;
  Looking *looking;

  if (look == NULL)
    return;
  dialog = ear_card_dialog_new (look);
  looking = g_new0 (Looking, 1);
  looking->pane = deed->pane;
  looking->look = g_steal_pointer (&look);
  g_signal_connect_data (dialog, "response", G_CALLBACK (card_response_cb), looking, looking_free, 0);
  adw_dialog_present (dialog, GTK_WIDGET (deed->pane));
}

/**
 * ear_partners_pane_look_at_card:
 * @file: (nullable): what should be a card
 *
 * Shows whose card it is and its words, and takes it in where a person says that those are the words. Main thread.
 */
void
ear_partners_pane_look_at_card (EarPartnersPane *pane, GFile *file)
{
  EarWorkbook *workbook = ear_page_feed_get_workbook (pane->feed);
  g_autofree char *path = file == NULL ? NULL : g_file_get_path (file);
  Deed *deed;

  if (path == NULL || workbook == NULL)
    return;
  deed = deed_new (pane, _ ("This card cannot be used"));
  deed->answer_free = (GDestroyNotify) ear_card_look_unref;
  ear_workbook_run_async (workbook, FALSE, ear_card_look_job, g_steal_pointer (&path), g_free, deed->answer_free, NULL, looked_cb, deed);
}

static void
look_cb (EarPartnersPane *pane)
{
  g_autoptr (GFile) file = ear_path_parse (gtk_editable_get_text (GTK_EDITABLE (pane->add)));

  ear_partners_pane_look_at_card (pane, file);
}

static void
card_chosen_cb (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarPartnersPane) pane = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (dialog), result, NULL);
  g_autofree char *shown = file == NULL ? NULL : ear_path_show (file);

  if (file == NULL || pane->add == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (pane->add), shown);
  ear_partners_pane_look_at_card (pane, file);
}

static void
choose_card_cb (EarPartnersPane *pane)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Add a Partner's Card"));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Look at It"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (window_of (pane)), NULL, card_chosen_cb, g_object_ref (pane));
}

/* --- The list */

static void
show_own (EarPartnersPane *pane, const EarPartner *own)
{
  g_autofree char *title = own == NULL ? g_strdup (_ ("This laptop")) : g_strdup_printf (_ ("This laptop: %s"), own->name);
  g_autofree char *aloud = own == NULL || !own->has_keys ? g_strdup (_ ("Save your card to get words that partners compare by phone."))
                                                         : ear_partner_words_aloud (own->words);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (pane->own), title);
  adw_action_row_set_subtitle (pane->own, aloud);
}

/* What was opened stays open when the list is filled anew. */
static gboolean
was_expanded (GHashTable *expanded, const EarPartner *partner)
{
  return g_hash_table_contains (expanded, &partner->device);
}

static GHashTable *
take_rows (EarPartnersPane *pane)
{
  GHashTable *expanded = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);

  for (guint i = 0; i < pane->rows->len; i++)
    {
      GtkWidget *row = pane->rows->pdata[i];

      if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)))
        g_hash_table_add (expanded, g_memdup2 (ear_partner_row_get_device (row), sizeof (EarId)));
      adw_preferences_group_remove (pane->list, row);
    }
  g_ptr_array_set_size (pane->rows, 0);
  return expanded;
}

static void
fill (EarPartnersPane *pane)
{
  g_autoptr (GHashTable) expanded = take_rows (pane);
  const EarPartner *own = NULL;

  g_object_ref (pane->add);
  adw_preferences_group_remove (pane->list, pane->add);
  for (guint i = 0; i < pane->partners->len; i++)
    {
      const EarPartner *partner = pane->partners->pdata[i];
      GtkWidget *row;

      if (partner->is_self)
        {
          own = partner;
          continue;
        }
      row = ear_partner_row_new (partner);
      g_ptr_array_add (pane->rows, row);
      adw_preferences_group_add (pane->list, row);
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), was_expanded (expanded, partner));
    }
  adw_preferences_group_add (pane->list, pane->add);
  g_object_unref (pane->add);
  show_own (pane, own);
  gtk_widget_set_visible (GTK_WIDGET (pane->nobody), pane->rows->len == 0);
}

static void
arrived (gpointer page, gpointer result, const GError *error)
{
  EarPartnersPane *pane = page;
  EarWindow *window = window_of (pane);
  g_autoptr (GPtrArray) before = NULL;

  if (error != NULL)
    {
      if (window != NULL)
        ear_window_show_error (window, _ ("Your partners could not be listed"), error);
      return;
    }
  /* The rows' buttons lend from what was there before. */
  before = g_steal_pointer (&pane->partners);
  pane->partners = result;
  fill (pane);
}

static void
reload (gpointer page)
{
  ear_page_feed_ask (((EarPartnersPane *) page)->feed, ear_partner_list_job, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, arrived);
}

static void
ear_partners_pane_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WORKBOOK)
    g_value_set_object (value, ear_page_feed_get_workbook (EAR_PARTNERS_PANE (object)->feed));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_partners_pane_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  if (property != PROP_WORKBOOK)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  else if (ear_page_feed_set_workbook (EAR_PARTNERS_PANE (object)->feed, g_value_get_object (value)))
    g_object_notify_by_pspec (object, pspec);
}

static void
ear_partners_pane_dispose (GObject *object)
{
  EarPartnersPane *pane = EAR_PARTNERS_PANE (object);

  g_clear_pointer (&pane->feed, ear_page_feed_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_PARTNERS_PANE);
  g_clear_pointer (&pane->rows, g_ptr_array_unref);
  g_clear_pointer (&pane->partners, g_ptr_array_unref);
  G_OBJECT_CLASS (ear_partners_pane_parent_class)->dispose (object);
}

static void
ear_partners_pane_class_init (EarPartnersPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ear_partners_pane_get_property;
  object_class->set_property = ear_partners_pane_set_property;
  object_class->dispose = ear_partners_pane_dispose;
  properties[PROP_WORKBOOK] = g_param_spec_object ("workbook", NULL, NULL, EAR_TYPE_WORKBOOK,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-partners-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, EarPartnersPane, own);
  gtk_widget_class_bind_template_child (widget_class, EarPartnersPane, list);
  gtk_widget_class_bind_template_child (widget_class, EarPartnersPane, nobody);
  gtk_widget_class_bind_template_child (widget_class, EarPartnersPane, add);
  gtk_widget_class_bind_template_callback (widget_class, save_card_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_card_cb);
}

static void
ear_partners_pane_init (EarPartnersPane *pane)
{
  pane->feed = ear_page_feed_new (GTK_WIDGET (pane), reload);
  pane->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (pane));
}
